// A macro that moves on what it is given finds another object each time; and a lock that is released first is free.
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
#define next_oscillator(_at) ((_at)++)

static void oscillator_enable(struct node *node)
{
    struct oscillator *oscillator = to_oscillator(node);
    unsigned long flags;

    spin_lock_irqsave(&oscillator->lock, flags);
    node->users++;
    spin_unlock_irqrestore(&oscillator->lock, flags);
}

void oscillator_set_rate(struct node *node, int rate)
{
    struct oscillator *oscillator = to_oscillator(node);
    unsigned long flags;

    spin_lock_irqsave(&oscillator->lock, flags);
    oscillator->rate = rate;
    spin_unlock_irqrestore(&oscillator->lock, flags);
    oscillator_enable(node);
}

void oscillators_join(struct oscillator *at)
{
    struct oscillator *first = next_oscillator(at);
    struct oscillator *second = next_oscillator(at);

    spin_lock(&first->lock);
    spin_lock_nested(&second->lock, SINGLE_DEPTH_NESTING);
    first->rate = second->rate;
    spin_unlock(&second->lock);
    spin_unlock(&first->lock);
}

void oscillators_exchange(struct oscillator *at)
{
    struct oscillator *first = next_oscillator(at);
    struct oscillator *second = next_oscillator(at);
    int rate;

    spin_lock(&first->lock);
    rate = first->rate;
    spin_lock(&second->lock);
    second->rate = rate;
    spin_unlock(&second->lock);
    spin_unlock(&first->lock);
}
