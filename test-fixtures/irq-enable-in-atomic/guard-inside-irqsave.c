// The inner guard enables interrupts when its scope ends.
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
    scoped_guard(spinlock_irq, &v->crc_lock) {
    //                         ^^^^^^^^^^^^ irq-enable-in-atomic: …
        v->crcs++;
    }
    v->events++;
}
