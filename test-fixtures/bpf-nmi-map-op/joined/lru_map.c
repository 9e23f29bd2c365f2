/* The kernel's side: the type of the lock, who takes it, and where a tracepoint and a traced function stand. */
struct bpf_lru_locallist {
    struct list_head lists[2];
    raw_spinlock_t lock;
};

struct bpf_htab {
    struct bpf_map map;
    struct bpf_lru_locallist __percpu *local;
};

static struct bpf_lru_node *lru_pop_free(struct bpf_lru_locallist *local)
{
    struct bpf_lru_node *node;
    unsigned long flags;

    raw_spin_lock_irqsave(&local->lock, flags);
    //                    ~~~~~~~~~~~~ bpf-nmi-map-op: hardirq: takes struct bpf_lru_locallist.lock with raw_spin_lock_irqsave()
    //                    ~~~~~~~~~~~~ bpf-nmi-map-op: nmi: takes struct bpf_lru_locallist.lock with raw_spin_lock_irqsave()
    node = list_first_entry_or_null(&local->lists[0], struct bpf_lru_node, list);
    raw_spin_unlock_irqrestore(&local->lock, flags);
    return node;
}

static long htab_lru_map_update_elem(struct bpf_map *map, void *key, void *value, u64 flags)
{
    struct bpf_htab *htab = container_of(map, struct bpf_htab, map);

    return lru_pop_free(this_cpu_ptr(htab->local)) ? 0 : -ENOMEM;
}

static void charge(struct page *page)
{   // ctx: hardirq
    page->charged = 1;
}

static irqreturn_t device_irq(int irq, void *data)
{   // ctx: hardirq
    charge(data);
    return IRQ_HANDLED;
}

static void device_timer(struct timer_list *t)
{   // ctx: softirq
    trace_device_timeout(t);
}

int device_start(struct device_data *d)
{
    timer_setup(&d->timer, device_timer, 0);
    return request_irq(d->irq, device_irq, 0, "device", d);
}
