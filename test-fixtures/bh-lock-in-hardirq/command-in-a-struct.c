// The handler sends the command that locks.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

enum { CMD_START, CMD_CREDIT, CMD_STOP };

struct command {
    int op;
    int credit;
};

struct adapter {
    spinlock_t filters;
    int credit;
    int running;
    int irq;
};

static int adapter_control(struct adapter *adapter, struct command *command)
{
    switch (command->op) {
    case CMD_START:
        spin_lock_bh(&adapter->filters);
        //           ^^^^^^^^^^^^^^^^^ bh-lock-in-hardirq: …
        adapter->running = 1;
        spin_unlock_bh(&adapter->filters);
        break;
    case CMD_CREDIT:
        adapter->credit += command->credit;
        break;
    case CMD_STOP:
        adapter->running = 0;
        break;
    }
    return 0;
}

static void adapter_send(struct adapter *adapter, int op)
{
    struct command command;

    command.op = op;
    command.credit = 1;
    adapter_control(adapter, &command);
}

static irqreturn_t adapter_irq(int irq, void *data)
{   // ctx: hardirq
    struct adapter *adapter = data;

    adapter_send(adapter, CMD_START);
    return IRQ_HANDLED;
}

int adapter_start(struct adapter *adapter)
{
    struct command command = { .op = CMD_START };

    adapter_control(adapter, &command);
    return request_irq(adapter->irq, adapter_irq, 0, "adapter", adapter);
}
