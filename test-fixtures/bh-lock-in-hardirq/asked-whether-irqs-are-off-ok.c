// A helper that asks whether hardirqs are off does not turn them off.
#include <linux/spinlock.h>
#include <linux/timer.h>

struct ring {
    spinlock_t lock;
    struct timer_list drain;
    int used;
};

static void later(struct ring *ring);
static void now(struct ring *ring);

static void give_back(struct ring *ring)
{
    if (in_hardirq() || irqs_disabled())
        later(ring);
    else
        now(ring);
}

static void ring_drain(struct timer_list *t)
{   // ctx: softirq
    struct ring *ring = from_timer(ring, t, drain);
    bool need_bh_off = !(hardirq_count() | softirq_count());

    if (need_bh_off)
        local_bh_disable();
    spin_lock_bh(&ring->lock);
    give_back(ring);
    ring->used--;
    spin_unlock_bh(&ring->lock);
    if (need_bh_off)
        local_bh_enable();
}

static irqreturn_t ring_irq(int irq, void *data)
{   // ctx: hardirq
    bool need_bh_off = !(hardirq_count() | softirq_count());

    if (need_bh_off)
        local_bh_disable();
    give_back(data);
    if (need_bh_off)
        local_bh_enable();
    return IRQ_HANDLED;
}

int ring_start(struct ring *ring, int irq)
{
    timer_setup(&ring->drain, ring_drain, 0);
    return request_irq(irq, ring_irq, 0, "ring", ring);
}
