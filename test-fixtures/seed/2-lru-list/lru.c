#include <linux/percpu.h>
#include "lru.h"

static void lru_refill(struct lru *lru, struct lru_local *local)
{
    raw_spin_lock(&lru->shared.lock);
    //            ^^^^^^^^^^^^^^^^^ nmi-unsafe-lock: …
    //            ~~~~~~~~~~~~~~~~~ nmi-unsafe-lock: process, hardirqs off
    list_splice_init(&lru->shared.free, &local->pending);
    raw_spin_unlock(&lru->shared.lock);
}

struct lru_node *lru_pop(struct lru *lru, u32 hash)
{
    struct lru_local *local = this_cpu_ptr(lru->local);
    struct lru_node *node;
    unsigned long flags;

    raw_spin_lock_irqsave(&local->lock, flags);
    //                    ^^^^^^^^^^^^ nmi-unsafe-lock: …
    //                    ~~~~~~~~~~~~ nmi-unsafe-lock: process
    if (list_empty(&local->pending))
        lru_refill(lru, local);
    node = list_first_entry_or_null(&local->pending, struct lru_node, list);
    if (node)
        list_del(&node->list);
    raw_spin_unlock_irqrestore(&local->lock, flags);
    return node;
}

void lru_push(struct lru *lru, struct lru_node *node)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&lru->shared.lock, flags);
    //                    ^^^^^^^^^^^^^^^^^ nmi-unsafe-lock: …
    list_add(&node->list, &lru->shared.free);
    raw_spin_unlock_irqrestore(&lru->shared.lock, flags);
}
