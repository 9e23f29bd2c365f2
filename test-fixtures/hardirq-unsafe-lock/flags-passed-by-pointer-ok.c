// The wrapper saves the interrupt state through a pointer, its partner restores it.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct mailbox {
    spinlock_t lock;
    struct work_struct send;
    int irq;
    int mail;
};

static void mailbox_lock(struct mailbox *mb, unsigned long *flags)
{
    spin_lock_irqsave(&mb->lock, *flags);
}

static void mailbox_unlock(struct mailbox *mb, unsigned long *flags)
{
    spin_unlock_irqrestore(&mb->lock, *flags);
}

static irqreturn_t mailbox_irq(int irq, void *data)
{   // ctx: hardirq
    struct mailbox *mb = data;

    spin_lock(&mb->lock);
    mb->mail++;
    spin_unlock(&mb->lock);
    return IRQ_HANDLED;
}

static void mailbox_send(struct work_struct *work)
{   // ctx: process
    struct mailbox *mb = container_of(work, struct mailbox, send);
    unsigned long flags;

    mailbox_lock(mb, &flags);
    mb->mail = 0;
    mailbox_unlock(mb, &flags);
}

int mailbox_start(struct mailbox *mb)
{
    INIT_WORK(&mb->send, mailbox_send);
    return request_irq(mb->irq, mailbox_irq, 0, "mailbox", mb);
}
