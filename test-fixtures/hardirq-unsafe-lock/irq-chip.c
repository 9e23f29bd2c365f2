// A suspend callback runs with interrupts on and shares the chip's lock.
#include <linux/irq.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct gpio_bank {
    raw_spinlock_t lock;
    u32 mask;
};

static irqreturn_t bank_irq(int irq, void *data)
{   // ctx: hardirq
    struct gpio_bank *bank = data;

    raw_spin_lock(&bank->lock);
    //            ~~~~~~~~~~~ hardirq-unsafe-lock: hardirq
    bank->mask = 0;
    raw_spin_unlock(&bank->lock);
    return IRQ_HANDLED;
}

static int bank_suspend(struct device *dev)
{   // ctx: process
    struct gpio_bank *bank = dev_get_drvdata(dev);

    raw_spin_lock(&bank->lock);
    //            ^^^^^^^^^^^ hardirq-unsafe-lock: …
    bank->mask = ~0;
    raw_spin_unlock(&bank->lock);
    return 0;
}

static const struct dev_pm_ops bank_pm = {
    .suspend = bank_suspend,
};

int bank_start(struct gpio_bank *bank, int irq)
{
    return request_irq(irq, bank_irq, 0, "bank", bank);
}
