// set_termios() masks interrupts; start_tx() has the lock from its caller.
#include <linux/interrupt.h>
#include <linux/serial_core.h>

static irqreturn_t uart_isr(int irq, void *data)
{   // ctx: hardirq
    struct uart_port *port = data;

    uart_port_lock(port);
    handle_rx(port);
    uart_port_unlock(port);
    return IRQ_HANDLED;
}

static void uart_set_termios(struct uart_port *port, struct ktermios *termios, const struct ktermios *old)
{   // ctx: process
    unsigned long flags;

    uart_port_lock_irqsave(port, &flags);
    set_baud(port, termios);
    uart_port_unlock_irqrestore(port, flags);
}

static void uart_start_tx(struct uart_port *port)
{
    lockdep_assert_held_once(&port->lock);
    enable_tx(port);
}

static const struct uart_ops simple_ops = {
    .set_termios = uart_set_termios,
    .start_tx = uart_start_tx,
};

int uart_start(struct uart_port *port)
{
    return request_irq(port->irq, uart_isr, 0, "uart", port);
}
