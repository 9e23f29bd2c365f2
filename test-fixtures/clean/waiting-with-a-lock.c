// Loops that drop the lock to wait and take it again.
#include <linux/delay.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

struct channel {
    spinlock_t lock;
    wait_queue_head_t wait;
    int ready;
};

int channel_wait(struct channel *ch)
{
    DEFINE_WAIT(wait);
    int err = 0;

    spin_lock_irq(&ch->lock);
    for (;;) {
        prepare_to_wait(&ch->wait, &wait, TASK_INTERRUPTIBLE);
        if (ch->ready)
            break;
        if (signal_pending(current)) {
            err = -ERESTARTSYS;
            break;
        }
        spin_unlock_irq(&ch->lock);
        schedule();
        spin_lock_irq(&ch->lock);
    }
    finish_wait(&ch->wait, &wait);
    spin_unlock_irq(&ch->lock);
    return err;
}

int channel_poll(struct channel *ch)
{
    unsigned long flags;
    int tries = 10;

retry:
    spin_lock_irqsave(&ch->lock, flags);
    if (!ch->ready) {
        spin_unlock_irqrestore(&ch->lock, flags);
        if (!tries--)
            return -ETIMEDOUT;
        msleep(5);
        goto retry;
    }
    ch->ready = 0;
    spin_unlock_irqrestore(&ch->lock, flags);
    return 0;
}

void channel_drain(struct channel *ch)
{
    spin_lock(&ch->lock);
    while (ch->ready) {
        ch->ready--;
        cond_resched_lock(&ch->lock);
    }
    spin_unlock(&ch->lock);
}
