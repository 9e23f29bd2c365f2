// The counters are taken outside the port's lock.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct counters {
    spinlock_t lock;
    u64 frames;
};

struct uart {
    spinlock_t lock;
    struct counters counters;
    struct work_struct flush;
    struct work_struct show;
    int irq;
};

static void counters_add(struct counters *c, u64 n)
{
    spin_lock(&c->lock);
    c->frames += n;
    spin_unlock(&c->lock);
}

static irqreturn_t uart_irq(int irq, void *data)
{   // ctx: hardirq
    struct uart *uart = data;

    spin_lock(&uart->lock);
    spin_unlock(&uart->lock);
    return IRQ_HANDLED;
}

static void uart_flush(struct work_struct *work)
{   // ctx: process
    struct uart *uart = container_of(work, struct uart, flush);

    spin_lock_irq(&uart->lock);
    spin_unlock_irq(&uart->lock);
    counters_add(&uart->counters, 1);
}

static void uart_show(struct work_struct *work)
{   // ctx: process
    struct uart *uart = container_of(work, struct uart, show);

    spin_lock(&uart->counters.lock);
    report(uart->counters.frames);
    spin_unlock(&uart->counters.lock);
}

int uart_start(struct uart *uart)
{
    INIT_WORK(&uart->flush, uart_flush);
    INIT_WORK(&uart->show, uart_show);
    return request_irq(uart->irq, uart_irq, 0, "uart", uart);
}
