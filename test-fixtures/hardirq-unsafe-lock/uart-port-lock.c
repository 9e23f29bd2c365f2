// The port lock under another name: the interrupt takes it, the console setup takes it with interrupts on.
#include <linux/interrupt.h>
#include <linux/serial_core.h>

static irqreturn_t uart_isr(int irq, void *data)
{   // ctx: hardirq
    struct uart_port *port = data;

    uart_port_lock(port);
    //             ~~~~ hardirq-unsafe-lock: hardirq
    handle_rx(port);
    uart_port_unlock(port);
    return IRQ_HANDLED;
}

static int uart_startup(struct uart_port *port)
{   // ctx: process
    int err = request_irq(port->irq, uart_isr, 0, "uart", port);

    if (err)
        return err;
    uart_port_lock(port);
    //             ^^^^ hardirq-unsafe-lock: …
    enable_rx(port);
    uart_port_unlock(port);
    return 0;
}

static void uart_stop(struct uart_port *port)
{
    disable_rx(port);
}

static const struct uart_ops simple_ops = {
    .startup = uart_startup,
    .stop_rx = uart_stop,
};
