// irq_chip callbacks run with interrupts off, under the descriptor's lock.
#include <linux/gpio/driver.h>
#include <linux/irq.h>
#include <linux/spinlock.h>

struct gpio_bank {
    raw_spinlock_t lock;
    u32 mask;
};

static void bank_mask(struct irq_data *d)
{
    struct gpio_bank *bank = irq_data_get_irq_chip_data(d);

    raw_spin_lock(&bank->lock);
    bank->mask |= BIT(d->hwirq);
    raw_spin_unlock(&bank->lock);
}

static void bank_unmask(struct irq_data *d)
{
    struct gpio_bank *bank = irq_data_get_irq_chip_data(d);

    raw_spin_lock(&bank->lock);
    bank->mask &= ~BIT(d->hwirq);
    raw_spin_unlock(&bank->lock);
}

static struct irq_chip bank_chip = {
    .name = "bank",
    .irq_mask = bank_mask,
    .irq_unmask = bank_unmask,
};

static irqreturn_t bank_irq(int irq, void *data)
{   // ctx: hardirq
    struct gpio_bank *bank = data;

    raw_spin_lock(&bank->lock);
    bank->mask = 0;
    raw_spin_unlock(&bank->lock);
    return IRQ_HANDLED;
}

static int bank_suspend(struct device *dev)
{   // ctx: process
    struct gpio_bank *bank = dev_get_drvdata(dev);
    unsigned long flags;

    raw_spin_lock_irqsave(&bank->lock, flags);
    bank->mask = ~0;
    raw_spin_unlock_irqrestore(&bank->lock, flags);
    return 0;
}

static const struct dev_pm_ops bank_pm = {
    .suspend = bank_suspend,
};

int bank_start(struct gpio_bank *bank, int irq)
{
    return request_irq(irq, bank_irq, 0, "bank", bank);
}
