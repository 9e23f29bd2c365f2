/* An inline helper in a header carries the lock into two files. */
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
    spin_lock(&stats->lock);
    //        ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (net_rx)
    //        ^^^^^^^^^^^^ softirq-unsafe-lock: …
    stats->bytes += bytes;
    spin_unlock(&stats->lock);
}

#endif
