// A scheduler that counts by CPU ids of its own is called under the same locks.
#include <scx/common.bpf.h>

SEC("struct_ops/small_select_cid")
s32 small_select_cid(struct task_struct *p, s32 prev_cid, u64 wake_flags)
{   // ctx: process
    return prev_cid;
}

SEC("struct_ops/small_enqueue")
void small_enqueue(struct task_struct *p, u64 enq_flags)
{   // ctx: process
    bpf_printk("enqueue");
}

SEC("struct_ops.s/small_init")
s32 small_init(void)
{   // ctx: process
    return 0;
}

SCX_OPS_CID_DEFINE(small_ops,
    .select_cid = (void *)small_select_cid,
    .enqueue = (void *)small_enqueue,
    .init = (void *)small_init,
    .name = "small");
