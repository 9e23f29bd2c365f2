/*
 * A BPF map that keeps the most recent keys.
 *
 * A perf_event program may update it from an NMI. Interrupts are off around the list, but nothing masks an NMI: one that arrives
 * while its own CPU holds the lock waits for ever. An rqspinlock returns an error instead.
 */
#include <linux/bpf.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct recent_map {
    struct bpf_map map;
    raw_spinlock_t lock;
    struct list_head keys;
};

static void recent_touch(struct recent_map *recent, struct list_head *key)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&recent->lock, flags);
    //                    ~~~~~~~~~~~~~ nmi-unsafe-lock: process: takes &recent->lock with raw_spin_lock_irqsave()
    //                    ^^^^^^^^^^^^^ nmi-unsafe-lock: struct recent_map.lock is taken here in code that an NMI can run (raw_spin_lock_irqsave): masking interrupts does not hold an NMI off
    list_move(key, &recent->keys);
    raw_spin_unlock_irqrestore(&recent->lock, flags);
}

static long recent_update(struct bpf_map *map, void *key, void *value, u64 flags)
{   // ctx: process|nmi
    struct recent_map *recent = container_of(map, struct recent_map, map);

    recent_touch(recent, key);
    return 0;
}

const struct bpf_map_ops recent_map_ops = {
    .map_update_elem = recent_update,
};
