/** Questions and assertions about the running context. Sources: include/linux/{preempt,lockdep,kernel}.h. */

import type { ContextQueryRow } from './types.ts';

export const queries: readonly ContextQueryRow[] = [
  { api: 'in_nmi', asks: 'nmi', form: 'query', negated: false },
  { api: 'in_hardirq', asks: 'hardirq', form: 'query', negated: false },
  { api: 'in_irq', asks: 'hardirq', form: 'query', negated: false },
  { api: 'in_softirq', asks: 'softirq', form: 'query', negated: false },
  { api: 'in_serving_softirq', asks: 'softirq', form: 'query', negated: false },
  { api: 'in_interrupt', asks: 'interrupt', form: 'query', negated: false },
  { api: 'in_task', asks: 'task', form: 'query', negated: false },
  { api: 'in_atomic', asks: 'atomic', form: 'query', negated: false },
  { api: 'preemptible', asks: 'preemptible', form: 'query', negated: false },
  { api: 'irqs_disabled', asks: 'irqs-disabled', form: 'query', negated: false },
  { api: 'irqs_disabled_flags', asks: 'atomic', form: 'query', negated: false },
  { api: 'this_cpu_inc_return', asks: 'nesting', form: 'query', negated: false },
  { api: '__this_cpu_inc_return', asks: 'nesting', form: 'query', negated: false },
  { api: 'local_inc_return', asks: 'nesting', form: 'query', negated: false },
  { api: 'might_sleep', asks: 'may-sleep', form: 'assertion', negated: false },
  { api: 'might_fault', asks: 'may-sleep', form: 'assertion', negated: false },
  { api: 'lockdep_assert_irqs_disabled', asks: 'irqs-disabled', form: 'assertion', negated: false },
  { api: 'lockdep_assert_irqs_enabled', asks: 'irqs-disabled', form: 'assertion', negated: true },
  { api: 'lockdep_assert_in_irq', asks: 'hardirq', form: 'assertion', negated: false },
  { api: 'lockdep_assert_preemption_enabled', asks: 'preemptible', form: 'assertion', negated: false },
  { api: 'assert_spin_locked', asks: 'lock-held', form: 'assertion', negated: false },
  { api: 'lockdep_assert_held', asks: 'lock-held', form: 'assertion', negated: false },
];

/** Functions that do not return. */
export const noReturn: readonly string[] = ['BUG', 'panic', 'do_exit', 'make_task_dead', 'kthread_exit', 'kthread_complete_and_exit', 'complete_and_exit', 'unreachable', '__builtin_unreachable'];
