// Waits where it may, tries where it must: a ring, a freelist and a stack.
#include <linux/bpf.h>
#include <linux/spinlock.h>

struct byte_ring {
    raw_spinlock_t lock;
    unsigned long head;
};

struct stack_map {
    struct bpf_map map;
    raw_spinlock_t lock;
    u32 top;
};

struct spare_list {
    raw_spinlock_t lock;
    void *first;
};

static void *ring_reserve(struct byte_ring *ring, u64 size)
{
    unsigned long flags;

    if (in_nmi()) {
        if (!raw_spin_trylock_irqsave(&ring->lock, flags))
            return NULL;
    } else {
        raw_spin_lock_irqsave(&ring->lock, flags);
    }
    ring->head += size;
    raw_spin_unlock_irqrestore(&ring->lock, flags);
    return ring;
}

static void *spare_pop_waiting(struct spare_list *list)
{
    void *first;

    raw_spin_lock(&list->lock);
    first = list->first;
    raw_spin_unlock(&list->lock);
    return first;
}

static void *spare_pop_trying(struct spare_list *list)
{
    void *first;

    if (!raw_spin_trylock(&list->lock))
        return NULL;
    first = list->first;
    raw_spin_unlock(&list->lock);
    return first;
}

static void *spare_pop(struct spare_list *list)
{
    return in_nmi() ? spare_pop_trying(list) : spare_pop_waiting(list);
}

static long stack_push(struct bpf_map *map, void *value, u64 flags)
{   // ctx: process|nmi
    struct stack_map *stack = container_of(map, struct stack_map, map);
    unsigned long irqs;
    int err = 0;

    if (in_nmi()) {
        if (!raw_spin_trylock_irqsave(&stack->lock, irqs))
            return -EBUSY;
    } else {
        raw_spin_lock_irqsave(&stack->lock, irqs);
    }
    if (!ring_reserve(byte_ring_of(map), map->value_size) || !spare_pop(spare_list_of(map)))
        err = -ENOSPC;
    else
        stack->top++;
    raw_spin_unlock_irqrestore(&stack->lock, irqs);
    return err;
}

const struct bpf_map_ops stack_map_ops = {
    .map_push_elem = stack_push,
};
