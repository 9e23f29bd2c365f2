// The plain guard leaves interrupts alone.
#include <linux/cleanup.h>
#include <linux/spinlock.h>

struct vblank {
    spinlock_t event_lock;
    spinlock_t crc_lock;
    int events, crcs;
};

void vblank_commit(struct vblank *v)
{
    guard(spinlock_irqsave)(&v->event_lock);
    v->events++;
    scoped_guard(spinlock, &v->crc_lock) {
        v->crcs++;
    }
    v->events++;
}
