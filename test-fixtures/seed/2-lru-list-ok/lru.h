/* The same list under rqspinlocks: an NMI that finds its own CPU inside gets an error instead of a hang. */
#ifndef LRU_H
#define LRU_H

#include <linux/list.h>
#include <asm/rqspinlock.h>

struct lru_node {
    struct list_head list;
    u32 hash;
};

struct lru_shared {
    rqspinlock_t lock;
    struct list_head free;
};

struct lru_local {
    rqspinlock_t lock;
    struct list_head pending;
};

struct lru {
    struct lru_shared shared;
    struct lru_local __percpu *local;
};

struct lru_node *lru_pop(struct lru *lru, u32 hash);
void lru_push(struct lru *lru, struct lru_node *node);

#endif
