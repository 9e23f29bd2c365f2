// With the handler as the only other user, disable_irq() is enough.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct phone {
    spinlock_t lock;
    struct work_struct hangup;
    int irq;
    int calls;
};

static irqreturn_t phone_irq(int irq, void *data)
{   // ctx: hardirq
    struct phone *phone = data;

    spin_lock(&phone->lock);
    phone->calls++;
    spin_unlock(&phone->lock);
    return IRQ_HANDLED;
}

static void phone_hangup(struct work_struct *work)
{   // ctx: process
    struct phone *phone = container_of(work, struct phone, hangup);

    disable_irq(phone->irq);
    spin_lock(&phone->lock);
    phone->calls = 0;
    spin_unlock(&phone->lock);
    enable_irq(phone->irq);
}

int phone_start(struct phone *phone)
{
    INIT_WORK(&phone->hangup, phone_hangup);
    return request_irq(phone->irq, phone_irq, 0, "phone", phone);
}
