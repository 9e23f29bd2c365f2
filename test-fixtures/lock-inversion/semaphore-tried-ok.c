// One order takes the semaphore, the other only tries it.
#include <linux/semaphore.h>
#include <linux/spinlock.h>

struct mailbox {
    struct semaphore owner;
    spinlock_t queue_lock;
    int queued;
};

static bool mailbox_try(struct mailbox *mailbox)
{
    return !down_trylock(&mailbox->owner);
}

void mailbox_post(struct mailbox *mailbox)
{
    spin_lock(&mailbox->queue_lock);
    mailbox->queued++;
    if (mailbox_try(mailbox))
        up(&mailbox->owner);
    spin_unlock(&mailbox->queue_lock);
}

void mailbox_run(struct mailbox *mailbox)
{
    down(&mailbox->owner);
    spin_lock(&mailbox->queue_lock);
    mailbox->queued = 0;
    spin_unlock(&mailbox->queue_lock);
    up(&mailbox->owner);
}
