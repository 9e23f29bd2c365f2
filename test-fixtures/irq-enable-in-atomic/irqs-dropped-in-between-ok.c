// The irqsave section ends before the _irq section begins.
#include <linux/spinlock.h>

struct vblank {
    spinlock_t event_lock;
    spinlock_t crc_lock;
    int events, crcs;
};

void vblank_commit(struct vblank *v)
{
    unsigned long flags;

    spin_lock_irqsave(&v->event_lock, flags);
    v->events++;
    spin_unlock_irqrestore(&v->event_lock, flags);

    spin_lock_irq(&v->crc_lock);
    v->crcs++;
    spin_unlock_irq(&v->crc_lock);
}
