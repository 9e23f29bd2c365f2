// Sleeps under a spinlock, and waits for a work item that takes it: two findings.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct phonet {
    spinlock_t lock;
    struct work_struct work;
    int irq;
    int frames;
};

static void phonet_work(struct work_struct *work)
{   // ctx: process
    struct phonet *phonet = container_of(work, struct phonet, work);

    spin_lock_bh(&phonet->lock);
    //           ~~~~~~~~~~~~~ sync-wait-deadlock: process
    phonet->frames++;
    spin_unlock_bh(&phonet->lock);
}

void phonet_init(struct phonet *phonet)
{
    INIT_WORK(&phonet->work, phonet_work);
}

void phonet_reset(struct phonet *phonet)
{
    spin_lock_bh(&phonet->lock);
    phonet->frames = 0;
    cancel_work_sync(&phonet->work);
//  ^^^^^^^^^^^^^^^^ sleep-in-atomic: …
    //               ^^^^^^^^^^^^^ sync-wait-deadlock: …
    spin_unlock_bh(&phonet->lock);
}
