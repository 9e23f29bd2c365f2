// The tasklet masks hardirqs.
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct dma {
    spinlock_t lock;
    struct tasklet_struct done;
    int irq;
    int finished;
};

static irqreturn_t dma_irq(int irq, void *data)
{   // ctx: hardirq
    struct dma *dma = data;

    spin_lock(&dma->lock);
    dma->finished++;
    spin_unlock(&dma->lock);
    tasklet_schedule(&dma->done);
    return IRQ_HANDLED;
}

static void dma_done(struct tasklet_struct *t)
{   // ctx: softirq
    struct dma *dma = from_tasklet(dma, t, done);

    spin_lock_irq(&dma->lock);
    dma->finished = 0;
    spin_unlock_irq(&dma->lock);
}

int dma_start(struct dma *dma)
{
    tasklet_setup(&dma->done, dma_done);
    return request_irq(dma->irq, dma_irq, 0, "dma", dma);
}
