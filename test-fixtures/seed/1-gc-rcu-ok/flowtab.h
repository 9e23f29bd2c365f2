/* The same table with softirqs masked in process context. */
#ifndef FLOWTAB_H
#define FLOWTAB_H

#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

struct flow_entry {
    struct list_head link;
    struct rcu_head rcu;
    unsigned int refs;
};

struct flow_table {
    spinlock_t gc_lock;
    struct list_head dead;
    unsigned int dead_count;
};

extern struct flow_table flow_table;

void flow_put(struct flow_entry *entry);
void flow_retire(struct flow_entry *entry);
void flow_account(struct flow_table *table, int delta);

#endif
