// A thread is registered for a kernel in which the lock sleeps, and for no other.
#include <linux/interrupt.h>
#include <linux/smpboot.h>
#include <linux/spinlock.h>

struct bus {
    spinlock_t lock;
    int messages;
};

static struct bus bus;

static void bus_handle(void)
{
    spin_lock(&bus.lock);
    bus.messages++;
    spin_unlock(&bus.lock);
}

static void bus_thread(unsigned int cpu)
{
    bus_handle();
}

static struct smp_hotplug_thread bus_threads = {
    .thread_fn = bus_thread,
    .thread_comm = "bus/%u",
};

static irqreturn_t bus_interrupt(int irq, void *data)
{
    bus_handle();
    return IRQ_HANDLED;
}

int bus_start(int irq)
{
    if (IS_ENABLED(CONFIG_PREEMPT_RT))
        smpboot_register_percpu_thread(&bus_threads);
    return request_irq(irq, bus_interrupt, 0, "bus", &bus);
}

void bus_stop(int irq)
{
    free_irq(irq, &bus);
    if (IS_ENABLED(CONFIG_PREEMPT_RT))
        smpboot_unregister_percpu_thread(&bus_threads);
}
