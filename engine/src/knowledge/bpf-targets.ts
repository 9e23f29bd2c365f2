/** Well-known places that tracing programs are attached to, and what holds there; read at their call sites in 6.1, 6.12 and 7.3. */

import type { BpfTargetRow } from './bpf-types.ts';
import { bhOff, caller, hardirq, irqsOff, netReceive, nmi, noSleep, softirq } from './contexts.ts';

const runQueue = { ...irqsOff, held: ['the run queue lock'] } as const;
const sched = { kind: 'tracepoint', system: 'sched' } as const;
const fn = { kind: 'function', contexts: [noSleep] } as const;

/** The call that a tracepoint is, in front of its name. */
export const tracepointPrefix = 'trace_';

export const bpfTargets: readonly BpfTargetRow[] = [
  // kernel/sched/core.c: __schedule() holds the run queue lock; waking holds the pi_lock of the task unless it wakes itself.
  { ...sched, name: 'sched_switch', contexts: [runQueue] },
  { ...sched, name: 'sched_wakeup', contexts: [{ ...caller, held: ['p->pi_lock'] }] },
  { ...sched, name: 'sched_waking', contexts: [{ ...caller, held: ['p->pi_lock'] }] },
  { ...sched, name: 'sched_wakeup_new', contexts: [{ ...irqsOff, held: ['p->pi_lock', 'the run queue lock'] }] },
  { ...sched, name: 'sched_migrate_task', contexts: [{ ...irqsOff, held: ['p->pi_lock or the run queue lock'] }] },
  { ...sched, name: 'sched_stat_runtime', contexts: [runQueue] },
  { ...sched, name: 'sched_pi_setprio', contexts: [{ ...irqsOff, held: ['p->pi_lock', 'the run queue lock'] }] },
  // Tasks, in fork, exec and exit.
  { ...sched, name: 'sched_process_fork', contexts: [noSleep] },
  { ...sched, name: 'sched_process_exec', contexts: [noSleep] },
  { ...sched, name: 'sched_process_exit', contexts: [noSleep] },
  { kind: 'tracepoint', system: 'task', name: 'task_newtask', contexts: [noSleep] },
  { kind: 'tracepoint', system: 'raw_syscalls', name: 'sys_enter', contexts: [noSleep] },
  { kind: 'tracepoint', system: 'raw_syscalls', name: 'sys_exit', contexts: [noSleep] },
  { kind: 'tracepoint', system: 'syscalls', name: 'sys_enter_*', contexts: [noSleep] },
  { kind: 'tracepoint', system: 'syscalls', name: 'sys_exit_*', contexts: [noSleep] },
  { kind: 'tracepoint', system: 'workqueue', name: 'workqueue_execute_start', contexts: [noSleep] },
  { kind: 'tracepoint', system: 'workqueue', name: 'workqueue_execute_end', contexts: [noSleep] },
  // Interrupts.
  { kind: 'tracepoint', system: 'irq', name: 'softirq_entry', contexts: [softirq] },
  { kind: 'tracepoint', system: 'irq', name: 'softirq_exit', contexts: [softirq] },
  { kind: 'tracepoint', system: 'irq', name: 'irq_handler_entry', contexts: [hardirq] },
  { kind: 'tracepoint', system: 'irq', name: 'irq_handler_exit', contexts: [hardirq] },
  { kind: 'tracepoint', system: 'irq_vectors', name: 'local_timer_entry', contexts: [hardirq] },
  { kind: 'tracepoint', system: 'irq_vectors', name: 'local_timer_exit', contexts: [hardirq] },
  { kind: 'tracepoint', system: 'timer', name: 'timer_expire_entry', contexts: [{ ...softirq, vector: 'timer' }] },
  { kind: 'tracepoint', system: 'timer', name: 'hrtimer_expire_entry', contexts: [hardirq, softirq] },
  { kind: 'tracepoint', system: 'nmi', name: 'nmi_handler', contexts: [nmi] },
  { kind: 'tracepoint', system: 'napi', name: 'napi_poll', contexts: [netReceive] },
  { kind: 'tracepoint', system: 'net', name: 'netif_receive_skb', contexts: [netReceive] },
  { kind: 'tracepoint', system: 'net', name: 'net_dev_queue', contexts: [bhOff] },
  { kind: 'tracepoint', system: 'net', name: 'net_dev_start_xmit', contexts: [bhOff] },
  { kind: 'tracepoint', system: 'power', name: 'cpu_idle', contexts: [irqsOff] },

  // System calls, and what only they call.
  // What a macro puts in front of `sys_` is one of the next lines.
  { ...fn, name: '*sys_*' },
  { ...fn, name: '__x64_sys_*' },
  { ...fn, name: '__arm64_sys_*' },
  { ...fn, name: '__s390x_sys_*' },
  { ...fn, name: '__riscv_sys_*' },
  { ...fn, name: '__se_sys_*' },
  { ...fn, name: '__do_sys_*' },
  { ...fn, name: 'do_sys_*' },
  { ...fn, name: 'vfs_read' },
  { ...fn, name: 'vfs_write' },
  { ...fn, name: 'vfs_open' },
  { ...fn, name: 'vfs_fsync_range' },
  { ...fn, name: 'do_unlinkat' },
  { ...fn, name: 'do_nanosleep' },
  { ...fn, name: 'hrtimer_nanosleep' },
  { ...fn, name: 'tcp_v4_connect' },
  { ...fn, name: 'tcp_v6_connect' },
  { ...fn, name: 'inet_csk_accept' },
  { ...fn, name: 'tcp_sendmsg' },
  { ...fn, name: 'udp_sendmsg' },
  { ...fn, name: 'bprm_execve' },
  // Called by BPF_PROG_TEST_RUN, kernel/bpf and net/bpf/test_run.c.
  { ...fn, name: 'bpf_fentry_test*' },
  { ...fn, name: 'bpf_modify_return_test*' },
  // Overflow of a hardware counter.
  { kind: 'function', name: 'perf_event_overflow', contexts: [nmi] },
  { kind: 'function', name: '__perf_event_overflow', contexts: [nmi] },
  { kind: 'function', name: 'perf_event_output_forward', contexts: [nmi] },
  { kind: 'function', name: 'nmi_handle', contexts: [nmi] },
];
