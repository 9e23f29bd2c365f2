// disable_irq() keeps the handler away and the timer not.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct phone {
    spinlock_t lock;
    struct timer_list ring;
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

static void phone_ring(struct timer_list *t)
{   // ctx: softirq
    struct phone *phone = from_timer(phone, t, ring);

    spin_lock_irq(&phone->lock);
    //            ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    phone->calls--;
    spin_unlock_irq(&phone->lock);
}

static void phone_hangup(struct work_struct *work)
{   // ctx: process
    struct phone *phone = container_of(work, struct phone, hangup);

    disable_irq(phone->irq);
    spin_lock(&phone->lock);
    //        ^^^^^^^^^^^^ softirq-unsafe-lock: …
    phone->calls = 0;
    spin_unlock(&phone->lock);
    enable_irq(phone->irq);
}

int phone_start(struct phone *phone)
{
    timer_setup(&phone->ring, phone_ring, 0);
    INIT_WORK(&phone->hangup, phone_hangup);
    return request_irq(phone->irq, phone_irq, 0, "phone", phone);
}
