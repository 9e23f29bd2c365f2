// A macro finds the object that holds what it is given: asked twice, it finds the same one, and its lock.
#include <linux/container_of.h>
#include <linux/spinlock.h>

struct node {
    int users;
};

struct oscillator {
    struct node node;
    spinlock_t lock;
    int rate;
};

#define to_oscillator(_node) container_of(_node, struct oscillator, node)

static void oscillator_enable(struct node *node)
{
    struct oscillator *oscillator = to_oscillator(node);
    unsigned long flags;

    spin_lock_irqsave(&oscillator->lock, flags);
    //                ~~~~~~~~~~~~~~~~~ recursive-lock: any caller: takes &oscillator->lock again with spin_lock_irqsave()
    node->users++;
    spin_unlock_irqrestore(&oscillator->lock, flags);
}

void oscillator_set_rate(struct node *node, int rate)
{
    struct oscillator *oscillator = to_oscillator(node);
    unsigned long flags;

    spin_lock_irqsave(&oscillator->lock, flags);
    oscillator->rate = rate;
    oscillator_enable(node);
//  ^^^^^^^^^^^^^^^^^ recursive-lock: &oscillator->lock is taken by oscillator_enable() while it is held already, since spin_lock_irqsave()
    spin_unlock_irqrestore(&oscillator->lock, flags);
}
