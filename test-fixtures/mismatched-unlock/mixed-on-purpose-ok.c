// The mask and the lock are dropped in two steps, or the mask stays on: unusual and right.
#include <linux/irqflags.h>
#include <linux/spinlock.h>

struct reel {
    spinlock_t lock;
    spinlock_t tail_lock;
    int turns;
};

void reel_split(struct reel *reel)
{
    unsigned long flags;

    local_irq_save(flags);
    spin_lock(&reel->lock);
    reel->turns++;
    spin_unlock_irqrestore(&reel->lock, flags);
}

void reel_hand_over(struct reel *reel)
{
    unsigned long flags;

    spin_lock_irqsave(&reel->lock, flags);
    reel->turns++;
    spin_lock(&reel->tail_lock);
    spin_unlock(&reel->lock);
    reel->turns--;
    spin_unlock_irqrestore(&reel->tail_lock, flags);
}

void reel_bh_in_two_steps(struct reel *reel)
{
    spin_lock_bh(&reel->lock);
    reel->turns++;
    spin_unlock(&reel->lock);
    local_bh_enable();
}
