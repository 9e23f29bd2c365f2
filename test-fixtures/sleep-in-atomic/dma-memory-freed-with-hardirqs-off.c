// Where coherent memory was remapped, freeing it unmaps pages, which interrupts off forbid; softirqs off do not.
#include <linux/dma-mapping.h>
#include <linux/spinlock.h>

struct ferry {
    spinlock_t lock;
    struct device *dev;
    void *deck;
    dma_addr_t dma;
};

void ferry_unload(struct ferry *ferry)
{
    unsigned long flags;

    spin_lock_irqsave(&ferry->lock, flags);
    dma_free_coherent(ferry->dev, 4096, ferry->deck, ferry->dma);
//  ^^^^^^^^^^^^^^^^^ sleep-in-atomic: dma_free_coherent() may sleep holding &ferry->lock
    ferry->deck = NULL;
    spin_unlock_irqrestore(&ferry->lock, flags);
}
