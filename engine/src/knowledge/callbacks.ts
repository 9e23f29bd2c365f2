/** All callbacks handed to functions and macros, and BPF programs by section. */

import { attributeCallbacks } from './callbacks-attributes.ts';
import { bpfCallbacks } from './callbacks-bpf.ts';
import { deferredCallbacks } from './callbacks-deferred.ts';
import { initCallbacks } from './callbacks-init.ts';
import { interruptCallbacks } from './callbacks-interrupts.ts';
import { notifierCallbacks } from './callbacks-notifiers.ts';
import { subsystemCallbacks } from './callbacks-subsystems.ts';
import { tableCallbacks } from './callbacks-tables.ts';
import type { CallbackRow } from './types.ts';

/**
 * Work items queued to these workqueues, or to one that `alloc_workqueue(…, WQ_BH, …)` made, run in softirq with the state `bhWork` of
 * contexts.ts: `queue_work(system_bh_wq, &x->work)`. The item's INIT_WORK row says process context; the queueing call says better.
 */
export const bhWorkqueues = ['system_bh_wq', 'system_bh_highpri_wq'] as const;

export const callbacks: readonly CallbackRow[] = [
  ...interruptCallbacks,
  ...deferredCallbacks,
  ...attributeCallbacks,
  ...initCallbacks,
  ...tableCallbacks,
  ...notifierCallbacks,
  ...subsystemCallbacks,
  ...bpfCallbacks,
];
