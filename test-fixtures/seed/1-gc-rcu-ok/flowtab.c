#include <linux/slab.h>
#include "flowtab.h"

struct flow_table flow_table;

void flow_account(struct flow_table *table, int delta)
{
    spin_lock(&table->gc_lock);
    table->dead_count += delta;
    spin_unlock(&table->gc_lock);
}

static void flow_release(struct flow_entry *entry)
{
    flow_account(&flow_table, -1);
    kfree(entry);
}

static void flow_free_rcu(struct rcu_head *head)
{   // ctx: softirq
    flow_release(container_of(head, struct flow_entry, rcu));
}

static void flow_queue_free(struct flow_entry *entry)
{
    call_rcu(&entry->rcu, flow_free_rcu);
}

void flow_retire(struct flow_entry *entry)
{
    list_del_rcu(&entry->link);
    flow_queue_free(entry);
}

void flow_put(struct flow_entry *entry)
{
    if (--entry->refs == 0)
        flow_retire(entry);
}
