/** Entry states that many rows share. */

import type { EntryContext } from './types.ts';

const inSoftirq = { context: 'softirq', irqs: 'on', bh: 'off', atomic: true, source: 'none' } as const;

export const profiles = {
  /** Process context, everything enabled. */
  process: { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'none' },
  /** The same while a device or module is set up: none of its interrupt sources exists yet. */
  setUp: { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'none', setUp: true },
  work: { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'work' },
  threadedIrq: { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'irq' },
  /** Process context that must not sleep; whether anything is masked is not known. */
  processAtomic: { context: 'process', irqs: 'unknown', bh: 'unknown', atomic: true, source: 'none' },
  /** May be called from process context with everything enabled, but must not sleep: callers in atomic context exist too. */
  anyCaller: { context: 'process', irqs: 'on', bh: 'on', atomic: true, source: 'none' },
  atomic: { context: 'process', irqs: 'unknown', bh: 'unknown', atomic: true, source: 'none' },
  /** Nothing is known of the caller's state. */
  inherited: { context: 'process', irqs: 'unknown', bh: 'unknown', atomic: 'unknown', source: 'none' },
  irqsOff: { context: 'process', irqs: 'off', bh: 'off', atomic: true, source: 'none' },
  bhOff: { context: 'process', irqs: 'on', bh: 'off', atomic: true, source: 'none' },
  transmit: { ...inSoftirq, vector: 'net_tx', source: 'transmit' },
  softirq: inSoftirq,
  softTimer: { ...inSoftirq, vector: 'timer', source: 'timer' },
  softHrtimer: { ...inSoftirq, vector: 'hrtimer', source: 'hrtimer' },
  softTasklet: { ...inSoftirq, vector: 'tasklet', source: 'tasklet' },
  softRcu: { ...inSoftirq, vector: 'rcu' },
  softNapi: { ...inSoftirq, vector: 'net_rx', source: 'napi' },
  softNetRx: { ...inSoftirq, vector: 'net_rx' },
  softNetTx: { ...inSoftirq, vector: 'net_tx' },
  softBlock: { ...inSoftirq, vector: 'block' },
  softIrqPoll: { ...inSoftirq, vector: 'irq_poll' },
  softHi: { ...inSoftirq, vector: 'hi' },
  hardirq: { context: 'hardirq', irqs: 'off', bh: 'off', atomic: true, source: 'none' },
  irqHandler: { context: 'hardirq', irqs: 'off', bh: 'off', atomic: true, source: 'irq' },
  hardHrtimer: { context: 'hardirq', irqs: 'off', bh: 'off', atomic: true, source: 'hrtimer' },
  /** URB completion: hardirq on host controllers without HCD_BH, drivers/usb/core/hcd.c. */
  urb: { context: 'hardirq', irqs: 'off', bh: 'off', atomic: true, source: 'urb' },
  nmi: { context: 'nmi', irqs: 'off', bh: 'off', atomic: true, source: 'none' },
} as const satisfies Record<string, EntryContext>;

export type Profile = keyof typeof profiles;
