/** What masks hardirqs, softirqs or preemption without a lock, and RCU read-side sections. */

import type { LockRow } from './types.ts';

const mask = { kind: 'other', mode: 'exclusive', sleeps: false, operation: 'none', confidence: 'source' } as const;
const rcu = { kind: 'rcu', mode: 'shared', sleeps: false, confidence: 'source' } as const;
const srcu = { argument: 0, kind: 'srcu', mode: 'shared', sleeps: false, confidence: 'source' } as const;

export const masks: readonly LockRow[] = [
  { api: 'local_irq_disable', ...mask, irq: 'irq-off' },
  { api: 'local_irq_enable', ...mask, irq: 'irq-on' },
  { api: 'local_irq_save', ...mask, irq: 'irq-save', flags: 0 },
  { api: 'local_irq_restore', ...mask, irq: 'irq-restore', flags: 0 },
  { api: 'raw_local_irq_disable', ...mask, irq: 'irq-off' },
  { api: 'raw_local_irq_enable', ...mask, irq: 'irq-on' },
  { api: 'raw_local_irq_save', ...mask, irq: 'irq-save', flags: 0 },
  { api: 'raw_local_irq_restore', ...mask, irq: 'irq-restore', flags: 0 },
  { api: 'arch_local_irq_disable', ...mask, irq: 'irq-off' },
  { api: 'arch_local_irq_enable', ...mask, irq: 'irq-on' },
  // Of x86, behind the raw and the arch forms.
  { api: 'native_local_irq_restore', ...mask, irq: 'irq-restore', flags: 0 },
  { api: 'arch_local_irq_restore', ...mask, irq: 'irq-restore', flags: 0 },
  // The mask of exceptions, of which interrupts are one, arch/arm64/include/asm/daifflags.h.
  { api: 'local_daif_restore', ...mask, irq: 'irq-restore', flags: 0 },
  // arch_local_irq_save() returns the flags.
  { api: 'arch_local_irq_save', ...mask, irq: 'irq-save' },
  // Counted (7.3), so that only the last user unmasks: a count, like preemption's, is what is followed.
  { api: 'local_interrupt_disable', ...mask, irq: 'preempt-off' },
  { api: 'local_interrupt_enable', ...mask, irq: 'preempt-on' },
  { api: 'local_daif_mask', ...mask, irq: 'irq-off' },
  { api: 'bpf_local_irq_save', ...mask, irq: 'irq-save', flags: 0 },
  { api: 'bpf_local_irq_restore', ...mask, irq: 'irq-restore', flags: 0 },
  { api: 'printk_safe_enter_irqsave', ...mask, irq: 'irq-save', flags: 0 },
  { api: 'printk_safe_exit_irqrestore', ...mask, irq: 'irq-restore', flags: 0 },

  { api: 'local_bh_disable', ...mask, irq: 'bh-off' },
  { api: 'local_bh_enable', ...mask, irq: 'bh-on' },
  { api: '__local_bh_disable_ip', ...mask, irq: 'bh-off' },
  { api: '__local_bh_enable_ip', ...mask, irq: 'bh-on' },
  // For interrupt entry code: what became pending waits for the next occasion, kernel/softirq.c.
  { api: '_local_bh_enable', ...mask, irq: 'bh-on', leavesSoftirqs: true },
  { api: 'local_bh_enable_ip', ...mask, irq: 'bh-on' },

  { api: 'preempt_disable', ...mask, irq: 'preempt-off' },
  { api: 'preempt_enable', ...mask, irq: 'preempt-on' },
  { api: 'preempt_disable_notrace', ...mask, irq: 'preempt-off' },
  { api: 'preempt_enable_notrace', ...mask, irq: 'preempt-on' },
  { api: 'bpf_preempt_disable', ...mask, irq: 'preempt-off' },
  { api: 'bpf_preempt_enable', ...mask, irq: 'preempt-on' },
  { api: 'get_cpu', ...mask, irq: 'preempt-off' },
  { api: 'put_cpu', ...mask, irq: 'preempt-on' },
  { api: 'get_cpu_var', ...mask, irq: 'preempt-off' },
  { api: 'put_cpu_var', ...mask, irq: 'preempt-on' },
  { api: 'get_cpu_ptr', ...mask, irq: 'preempt-off' },
  { api: 'put_cpu_ptr', ...mask, irq: 'preempt-on' },
  { api: 'preempt_enable_no_resched', ...mask, irq: 'preempt-on' },
  { api: 'sched_preempt_enable_no_resched', ...mask, irq: 'preempt-on' },
  { api: 'preempt_enable_no_resched_notrace', ...mask, irq: 'preempt-on' },
  { api: 'kmap_atomic', ...mask, irq: 'preempt-off' },
  { api: 'kmap_atomic_pfn', ...mask, irq: 'preempt-off' },
  { api: 'kmap_atomic_prot', ...mask, irq: 'preempt-off' },
  { api: 'kunmap_atomic', ...mask, irq: 'preempt-on' },
  // Neither preemption nor interrupts change, but the section may not migrate; sleeping in it is legal.
  { api: 'migrate_disable', ...mask, irq: 'none' },
  { api: 'migrate_enable', ...mask, irq: 'none' },
  { api: 'pagefault_disable', ...mask, irq: 'none' },
  { api: 'pagefault_enable', ...mask, irq: 'none' },

  // Sleeping is forbidden inside, though PREEMPT_RCU readers can be preempted; sections nest.
  { api: 'rcu_read_lock', ...rcu, operation: 'acquire', irq: 'none' },
  { api: 'rcu_read_unlock', ...rcu, operation: 'release', irq: 'none' },
  { api: 'rcu_read_lock_bh', ...rcu, operation: 'acquire', irq: 'bh-off' },
  { api: 'rcu_read_unlock_bh', ...rcu, operation: 'release', irq: 'bh-on' },
  { api: 'rcu_read_lock_sched', ...rcu, operation: 'acquire', irq: 'preempt-off' },
  { api: 'rcu_read_unlock_sched', ...rcu, operation: 'release', irq: 'preempt-on' },
  { api: 'rcu_read_lock_sched_notrace', ...rcu, operation: 'acquire', irq: 'preempt-off' },
  { api: 'rcu_read_unlock_sched_notrace', ...rcu, operation: 'release', irq: 'preempt-on' },
  { api: 'rcu_read_lock_dont_migrate', ...rcu, operation: 'acquire', irq: 'none' },
  { api: 'rcu_read_unlock_migrate', ...rcu, operation: 'release', irq: 'none' },
  { api: '__rcu_read_lock', ...rcu, operation: 'acquire', irq: 'none' },
  { api: '__rcu_read_unlock', ...rcu, operation: 'release', irq: 'none' },
  { api: 'bpf_rcu_read_lock', ...rcu, operation: 'acquire', irq: 'none' },
  { api: 'bpf_rcu_read_unlock', ...rcu, operation: 'release', irq: 'none' },

  // SRCU readers may sleep. rcu_read_lock_trace() has one domain for all.
  { api: 'srcu_read_lock', ...srcu, operation: 'acquire', irq: 'none' },
  { api: 'srcu_read_unlock', ...srcu, operation: 'release', irq: 'none' },
  { api: 'srcu_read_lock_nmisafe', ...srcu, operation: 'acquire', irq: 'none' },
  { api: 'srcu_read_unlock_nmisafe', ...srcu, operation: 'release', irq: 'none' },
  { api: 'srcu_read_lock_notrace', ...srcu, operation: 'acquire', irq: 'none' },
  { api: 'srcu_read_unlock_notrace', ...srcu, operation: 'release', irq: 'none' },
  { api: 'srcu_read_lock_fast', ...srcu, operation: 'acquire', irq: 'none' },
  { api: 'srcu_read_unlock_fast', ...srcu, operation: 'release', irq: 'none' },
  { api: 'srcu_read_lock_fast_notrace', ...srcu, operation: 'acquire', irq: 'none' },
  { api: 'srcu_read_unlock_fast_notrace', ...srcu, operation: 'release', irq: 'none' },
  { api: 'srcu_read_lock_fast_updown', ...srcu, operation: 'acquire', irq: 'none' },
  { api: 'srcu_read_unlock_fast_updown', ...srcu, operation: 'release', irq: 'none' },
  { api: 'srcu_down_read', ...srcu, operation: 'acquire', irq: 'none' },
  { api: 'srcu_up_read', ...srcu, operation: 'release', irq: 'none' },
  { api: 'srcu_down_read_fast', ...srcu, operation: 'acquire', irq: 'none' },
  { api: 'srcu_up_read_fast', ...srcu, operation: 'release', irq: 'none' },
  { api: 'rcu_read_lock_trace', kind: 'srcu', lock: 'rcu_tasks_trace', mode: 'shared', sleeps: false, confidence: 'source', operation: 'acquire', irq: 'none' },
  { api: 'rcu_read_unlock_trace', kind: 'srcu', lock: 'rcu_tasks_trace', mode: 'shared', sleeps: false, confidence: 'source', operation: 'release', irq: 'none' },
  { api: 'rcu_read_lock_tasks_trace', kind: 'srcu', lock: 'rcu_tasks_trace', mode: 'shared', sleeps: false, confidence: 'source', operation: 'acquire', irq: 'none' },
  { api: 'rcu_read_unlock_tasks_trace', kind: 'srcu', lock: 'rcu_tasks_trace', mode: 'shared', sleeps: false, confidence: 'source', operation: 'release', irq: 'none' },
];
