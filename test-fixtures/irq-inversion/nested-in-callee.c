// The inner lock hides in a helper of another struct.
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
    //        ~~~~~~~~ irq-inversion: …
    c->frames += n;
    spin_unlock(&c->lock);
}

static irqreturn_t uart_irq(int irq, void *data)
{   // ctx: hardirq
    struct uart *uart = data;

    spin_lock(&uart->lock);
    //        ~~~~~~~~~~~ irq-inversion: hardirq
    spin_unlock(&uart->lock);
    return IRQ_HANDLED;
}

static void uart_flush(struct work_struct *work)
{   // ctx: process
    struct uart *uart = container_of(work, struct uart, flush);

    spin_lock_irq(&uart->lock);
    counters_add(&uart->counters, 1);
    spin_unlock_irq(&uart->lock);
}

static void uart_show(struct work_struct *work)
{   // ctx: process
    struct uart *uart = container_of(work, struct uart, show);

    spin_lock(&uart->counters.lock);
    //        ^^^^^^^^^^^^^^^^^^^^ irq-inversion: struct counters.lock is taken here with hardirqs on; uart_flush() takes it while holding struct uart.lock, which hardirqs take
    report(uart->counters.frames);
    spin_unlock(&uart->counters.lock);
}

int uart_start(struct uart *uart)
{
    INIT_WORK(&uart->flush, uart_flush);
    INIT_WORK(&uart->show, uart_show);
    return request_irq(uart->irq, uart_irq, 0, "uart", uart);
}
