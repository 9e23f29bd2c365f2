/** sched_ext: what a BPF scheduler's struct_ops are called with; kernel/sched/ext. */

import { irqsOff, noSleep, process } from './contexts.ts';
import type { MemberRow } from './types.ts';

const runQueue = { ...irqsOff, held: ['the run queue lock'] } as const;
const scx_cgroup_ops_rwsemNoSleep = { ...noSleep, held: ['scx_cgroup_ops_rwsem'] } as const;

const byCpu: readonly MemberRow[] = [
  // BPF struct_ops; sleepable members are loaded with SEC(struct_ops.s).
  { struct: 'sched_ext_ops', member: 'select_cpu', ...irqsOff, held: ['p->pi_lock'], confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'enqueue', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'dequeue', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'dispatch', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'tick', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'runnable', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'running', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'stopping', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'quiescent', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'yield', ...runQueue, confidence: 'default', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'core_sched_before', ...runQueue, confidence: 'default', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'set_weight', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'set_cpumask', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'update_idle', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'cpu_acquire', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'cpu_release', ...runQueue, confidence: 'source', group: 'sched' },
  // Sleepable member (bpf_scx_check_member).
  { struct: 'sched_ext_ops', member: 'init_task', ...process, confidence: 'source', group: 'sched' },
  // BPF struct_ops; sleepable members are loaded with SEC(struct_ops.s).
  { struct: 'sched_ext_ops', member: 'exit_task', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'enable', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'disable', ...runQueue, confidence: 'source', group: 'sched' },
  // No rq lock; error exit path, any base context; BPF struct_ops; sleepable members are loaded with SEC(struct_ops.s).
  { struct: 'sched_ext_ops', member: 'dump', ...irqsOff, held: ['scx_dump_lock'], confidence: 'source', group: 'sched' },
  // BPF struct_ops; sleepable members are loaded with SEC(struct_ops.s).
  { struct: 'sched_ext_ops', member: 'dump_cpu', ...runQueue, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'dump_task', ...runQueue, confidence: 'source', group: 'sched' },
  // Sleepable member (bpf_scx_check_member).
  { struct: 'sched_ext_ops', member: 'cgroup_init', ...process, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'cgroup_exit', ...process, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'cgroup_prep_move', ...process, confidence: 'source', group: 'sched' },
  // BPF struct_ops; sleepable members are loaded with SEC(struct_ops.s).
  { struct: 'sched_ext_ops', member: 'cgroup_move', ...runQueue, confidence: 'source', group: 'sched' },
  // A task without the run queue lock, but the program cannot be loaded sleepable.
  { struct: 'sched_ext_ops', member: 'cgroup_cancel_move', ...scx_cgroup_ops_rwsemNoSleep, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'cgroup_set_weight', ...scx_cgroup_ops_rwsemNoSleep, confidence: 'source', group: 'sched' },
  // Sleepable member (bpf_scx_check_member).
  { struct: 'sched_ext_ops', member: 'cpu_online', ...process, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'cpu_offline', ...process, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'init', ...process, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'exit', ...process, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'cgroup_set_bandwidth', ...process, held: ['scx_cgroup_ops_rwsem'], confidence: 'source', group: 'sched' },
  // A task without the run queue lock, but the program cannot be loaded sleepable.
  { struct: 'sched_ext_ops', member: 'cgroup_set_idle', ...scx_cgroup_ops_rwsemNoSleep, confidence: 'source', group: 'sched' },
  // Sleepable member (bpf_scx_check_member).
  { struct: 'sched_ext_ops', member: 'sub_attach', ...process, confidence: 'source', group: 'sched' },
  { struct: 'sched_ext_ops', member: 'sub_detach', ...process, confidence: 'source', group: 'sched' },
  // Called with a NULL rq argument (no rq lock recorded); lock state not traced; BPF struct_ops; sleepable members are loaded with SEC(struct_ops.s).
  { struct: 'sched_ext_ops', member: 'sub_caps_updated', ...irqsOff, confidence: 'unverified', group: 'sched' },
  // BPF struct_ops; sleepable members are loaded with SEC(struct_ops.s).
  { struct: 'sched_ext_ops', member: 'sub_ecaps_updated', ...runQueue, confidence: 'default', group: 'sched' },
  // Sleepable member (bpf_scx_check_member).
  { struct: 'sched_ext_ops', member: 'init_cids', ...process, confidence: 'source', group: 'sched' },
];

/** Where the second struct, of schedulers that count by CPU ids of their own, calls a member otherwise. */
const byCid: Readonly<Record<string, string>> = { select_cpu: 'select_cid', set_cpumask: 'set_cmask', dump_cpu: 'dump_cid', cpu_online: 'cid_online', cpu_offline: 'cid_offline' };

export const schedExtMembers: readonly MemberRow[] = [...byCpu, ...byCpu.map((row) => ({ ...row, struct: 'sched_ext_ops_cid', member: byCid[row.member] ?? row.member.replace(/^cgroup_/, 'cpuctl_') }))];
