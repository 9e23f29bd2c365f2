// The timer runs with interrupts on.
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
    //        ^^^^^^^^^^^ hardirq-unsafe-lock: struct buoy.lock is taken here with hardirqs on (spin_lock), and in hardirq by buoy_interrupt()
    buoy->waves = 0;
    spin_unlock(&buoy->lock);
}

static irqreturn_t buoy_interrupt(int irq, void *data)
{
    struct buoy *buoy = data;

    timer_delete_sync(&buoy->timer);
    //                ^^^^^^^^^^^^ hardirq-unsafe-lock: timer_delete_sync() waits in hardirq for the timer struct buoy.timer: it may have interrupted buoy_timeout() on this CPU
    spin_lock(&buoy->lock);
    //        ~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &buoy->lock with spin_lock()
    buoy->waves++;
    spin_unlock(&buoy->lock);
    return IRQ_HANDLED;
}

int buoy_start(struct buoy *buoy, int irq)
{
    timer_setup(&buoy->timer, buoy_timeout, TIMER_DEFERRABLE);
    return request_irq(irq, buoy_interrupt, 0, "buoy", buoy);
}
