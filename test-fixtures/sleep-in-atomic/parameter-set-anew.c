// The caller allows sleeping while it holds a lock; the function hands the flag on in a variable of its own.
#include <linux/delay.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct mailbox {
    spinlock_t lock;
    int state;
};

static int mailbox_send(struct mailbox *mailbox, bool may_wait, int timeout)
{
    if (timeout < 0) {
        may_wait = false;
        timeout = -timeout;
    }
    while (timeout-- > 0) {
        if (may_wait)
            msleep(1);
//          ~~~~~~ sleep-in-atomic: any caller: calls msleep(), which may sleep
        else
            udelay(10);
        if (mailbox->state)
            return 0;
    }
    return -1;
}

int mailbox_reset(struct mailbox *mailbox)
{
    int err;

    spin_lock(&mailbox->lock);
    err = mailbox_send(mailbox, true, 10);
    //    ^^^^^^^^^^^^ sleep-in-atomic: msleep() may sleep, and is reached from here holding &mailbox->lock
    spin_unlock(&mailbox->lock);
    return err;
}
