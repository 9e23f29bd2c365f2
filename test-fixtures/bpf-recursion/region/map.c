/* Here the kernel is read with the programs: it is its code that says what runs inside the lock. */
struct bpf_lru_locallist {
    struct list_head lists[2];
    raw_spinlock_t lock;
};

struct bpf_htab {
    struct bpf_map map;
    struct bpf_lru_locallist __percpu *local;
};

static void account(struct bpf_lru_locallist *local)
{
    trace_lru_account(local);
//  ~~~~~~~~~~~~~~~~~ bpf-recursion: process: passes trace_lru_account() with the lock held
}

static long htab_lru_map_update_elem(struct bpf_map *map, void *key, void *value, u64 flags)
{
    struct bpf_htab *htab = container_of(map, struct bpf_htab, map);
    struct bpf_lru_locallist *local = this_cpu_ptr(htab->local);
    unsigned long irqs;

    raw_spin_lock_irqsave(&local->lock, irqs);
    //                    ~~~~~~~~~~~~ bpf-recursion: process: takes struct bpf_lru_locallist.lock with raw_spin_lock_irqsave()
    account(local);
//  ~~~~~~~ bpf-recursion: process: calls account() with the lock held
    raw_spin_unlock_irqrestore(&local->lock, irqs);
    trace_lru_updated(local);
    return 0;
}
