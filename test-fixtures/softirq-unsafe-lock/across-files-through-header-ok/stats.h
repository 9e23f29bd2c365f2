/* The helper masks softirqs for all its callers. */
#ifndef STATS_H
#define STATS_H

#include <linux/spinlock.h>

struct stats {
    spinlock_t lock;
    unsigned long bytes;
};

extern struct stats link_stats;

static inline void stats_add(struct stats *stats, unsigned long bytes)
{
    spin_lock_bh(&stats->lock);
    stats->bytes += bytes;
    spin_unlock_bh(&stats->lock);
}

#endif
