// After the unlock it is neither.
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
    spin_unlock_bh(&phonet->lock);
    cancel_work_sync(&phonet->work);
}
