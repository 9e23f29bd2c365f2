/* A tool as libbpf's examples write them: filters the loader sets, one handler for two ways to attach, a histogram per key. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "oncpu.h"
#include "maps.bpf.h"

const volatile bool filter_kernel = false;
const volatile pid_t target_tgid = 0;

struct {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, MAX_ENTRIES);
    __type(key, struct key);
    __type(value, struct hist);
} hists SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_STACK_TRACE);
    __uint(max_entries, MAX_ENTRIES);
    __uint(key_size, sizeof(u32));
    __uint(value_size, MAX_DEPTH * sizeof(u64));
} stacks SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
    __uint(key_size, sizeof(u32));
    __uint(value_size, sizeof(u32));
} events SEC(".maps");

static struct hist initial;

static __always_inline int count(void *ctx, struct task_struct *task, bool is_sample)
{
    struct key key = {};
    struct hist *hist;

    if (target_tgid && BPF_CORE_READ(task, tgid) != target_tgid)
        return 0;
    key.tgid = BPF_CORE_READ(task, tgid);
    if (is_sample && !filter_kernel)
        key.stack = bpf_get_stackid(ctx, &stacks, 0);
    hist = lookup_or_try_init(&hists, &key, &initial);
    if (!hist)
        return 0;
    __sync_fetch_and_add(&hist->slots[0], 1);
    return 0;
}

SEC("perf_event")
int do_sample(struct bpf_perf_event_data *ctx)
{   // ctx: nmi
    return count(ctx, (void *)bpf_get_current_task(), true);
}

SEC("tp_btf/sched_switch")
int BPF_PROG(sched_switch_btf, bool preempt, struct task_struct *prev, struct task_struct *next)
{
    return count(ctx, prev, false);
}

SEC("raw_tp/sched_switch")
int BPF_PROG(sched_switch_raw, bool preempt, struct task_struct *prev, struct task_struct *next)
{
    return count(ctx, prev, false);
}

SEC("kprobe/do_exit")
int BPF_KPROBE(exiting, long code)
{
    struct key key = { .tgid = bpf_get_current_pid_tgid() >> 32 };

    bpf_map_delete_elem(&hists, &key);
    bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &key, sizeof(key));
    return 0;
}

char LICENSE[] SEC("license") = "GPL";
