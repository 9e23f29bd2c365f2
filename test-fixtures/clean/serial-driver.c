// A serial driver: interrupt, console, and callbacks that have the port lock from their caller.
#include <linux/console.h>
#include <linux/interrupt.h>
#include <linux/serial_core.h>
#include <linux/tty_flip.h>

static void plain_tx(struct uart_port *port)
{
    write_fifo(port);
}

static irqreturn_t plain_irq(int irq, void *data)
{   // ctx: hardirq
    struct uart_port *port = data;
    unsigned long flags;

    uart_port_lock_irqsave(port, &flags);
    plain_tx(port);
    uart_port_unlock_irqrestore(port, flags);
    tty_flip_buffer_push(&port->state->port);
    return IRQ_HANDLED;
}

static void plain_start_tx(struct uart_port *port)
{
    plain_tx(port);
}

static void plain_stop_tx(struct uart_port *port)
{
    mask_tx(port);
}

static void plain_shutdown(struct uart_port *port)
{   // ctx: process
    unsigned long flags;

    spin_lock_irqsave(&port->lock, flags);
    plain_stop_tx(port);
    spin_unlock_irqrestore(&port->lock, flags);
    free_irq(port->irq, port);
}

static int plain_startup(struct uart_port *port)
{   // ctx: process
    return request_irq(port->irq, plain_irq, 0, "plain", port);
}

static void plain_console_write(struct console *co, const char *s, unsigned int n)
{
    struct uart_port *port = co->data;
    unsigned long flags;
    int locked = 1;

    if (port->sysrq)
        locked = 0;
    else if (oops_in_progress)
        locked = spin_trylock_irqsave(&port->lock, flags);
    else
        spin_lock_irqsave(&port->lock, flags);

    uart_console_write(port, s, n, plain_putchar);

    if (locked)
        spin_unlock_irqrestore(&port->lock, flags);
}

static const struct uart_ops plain_ops = {
    .start_tx = plain_start_tx,
    .stop_tx = plain_stop_tx,
    .startup = plain_startup,
    .shutdown = plain_shutdown,
};

static struct console plain_console = {
    .name = "ttyP",
    .write = plain_console_write,
};
