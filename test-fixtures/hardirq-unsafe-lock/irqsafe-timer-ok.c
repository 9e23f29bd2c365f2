// The timer runs with interrupts off: no handler on its CPU can wait for it, or for its lock, while it runs.
#include <linux/interrupt.h>
#include <linux/timer.h>

struct buoy {
    spinlock_t lock;
    struct timer_list timer;
    int waves;
};

static void buoy_timeout(struct timer_list *t)
{
    struct buoy *buoy = timer_container_of(buoy, t, timer);

    spin_lock(&buoy->lock);
    buoy->waves = 0;
    spin_unlock(&buoy->lock);
}

static irqreturn_t buoy_interrupt(int irq, void *data)
{
    struct buoy *buoy = data;

    timer_delete_sync(&buoy->timer);
    spin_lock(&buoy->lock);
    buoy->waves++;
    spin_unlock(&buoy->lock);
    return IRQ_HANDLED;
}

int buoy_start(struct buoy *buoy, int irq)
{
    timer_setup(&buoy->timer, buoy_timeout, TIMER_IRQSAFE);
    return request_irq(irq, buoy_interrupt, 0, "buoy", buoy);
}
