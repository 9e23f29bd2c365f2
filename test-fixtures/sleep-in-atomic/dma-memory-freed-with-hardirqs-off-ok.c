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
    spin_lock_bh(&ferry->lock);
    dma_free_coherent(ferry->dev, 4096, ferry->deck, ferry->dma);
    ferry->deck = NULL;
    spin_unlock_bh(&ferry->lock);
}
