// local_irq_enable() inside a section that saved the flags.
#include <linux/irqflags.h>
#include <linux/spinlock.h>

struct fifo {
    spinlock_t lock;
    int level;
};

int fifo_wait(struct fifo *fifo)
{
    unsigned long flags;
    int level;

    local_irq_save(flags);
    local_irq_disable();
    level = fifo->level;
    local_irq_enable();
//  ^^^^^^^^^^^^^^^^ irq-enable-in-atomic: …
    fifo->level = 0;
    local_irq_restore(flags);
    return level;
}
