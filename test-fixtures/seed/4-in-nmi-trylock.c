// The guard is there, but the wrong way round.
#include <linux/bpf.h>
#include <linux/spinlock.h>

struct stack_map {
    struct bpf_map map;
    raw_spinlock_t lock;
    u32 top;
};

static long stack_push(struct bpf_map *map, void *value, u64 flags)
{   // ctx: process|nmi
    struct stack_map *stack = container_of(map, struct stack_map, map);
    unsigned long irqs;

    if (!in_nmi()) {
        if (!raw_spin_trylock_irqsave(&stack->lock, irqs))
            return -EBUSY;
    } else {
        raw_spin_lock_irqsave(&stack->lock, irqs);
        //                    ^^^^^^^^^^^^ nmi-unsafe-lock: …
    }
    stack->top++;
    raw_spin_unlock_irqrestore(&stack->lock, irqs);
    return 0;
}

const struct bpf_map_ops stack_map_ops = {
    .map_push_elem = stack_push,
};
