// A kfunc-like helper that perf-event programs may call.
#include <linux/bpf.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(tag_lock);
static u64 tag;

BPF_CALL_1(bpf_next_tag, u64, step)
{   // ctx: nmi
    unsigned long flags;
    u64 next;

    spin_lock_irqsave(&tag_lock, flags);
    //                ^^^^^^^^^ nmi-unsafe-lock: …
    next = tag += step;
    spin_unlock_irqrestore(&tag_lock, flags);
    return next;
}

const struct bpf_func_proto bpf_next_tag_proto = {
    .func = bpf_next_tag,
    .ret_type = RET_INTEGER,
};
