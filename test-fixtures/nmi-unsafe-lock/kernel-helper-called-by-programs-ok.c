// The helper needs no lock.
#include <linux/atomic.h>
#include <linux/bpf.h>

static atomic64_t tag;

BPF_CALL_1(bpf_next_tag, u64, step)
{   // ctx: nmi
    return atomic64_add_return(step, &tag);
}

const struct bpf_func_proto bpf_next_tag_proto = {
    .func = bpf_next_tag,
    .ret_type = RET_INTEGER,
};
