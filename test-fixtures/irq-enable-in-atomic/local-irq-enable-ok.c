// Disabled and enabled as a pair.
#include <linux/irqflags.h>
#include <linux/spinlock.h>

struct fifo {
    spinlock_t lock;
    int level;
};

int fifo_wait(struct fifo *fifo)
{
    int level;

    local_irq_disable();
    level = fifo->level;
    fifo->level = 0;
    local_irq_enable();
    return level;
}
