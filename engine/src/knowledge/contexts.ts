/** Entry states that many rows share, to be spread into them. */

import type { EntryContext } from './types.ts';

/** A task that may sleep, with nothing masked. */
export const process = { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'none' } as const satisfies EntryContext;
/** A device or module is being set up: none of its own interrupts, timers or work items exists yet. */
export const setUp = { ...process, setUp: true } as const satisfies EntryContext;
/** A task with nothing masked that may not sleep: it is in an RCU read-side section or has preemption off. */
export const noSleep = { ...process, atomic: true } as const satisfies EntryContext;
/** Inherits its caller's context and masks; sleeping is forbidden because some callers are atomic. Proves neither interrupts on nor off. */
export const caller = { context: 'process', irqs: 'unknown', bh: 'unknown', atomic: true, source: 'none' } as const satisfies EntryContext;
/** Called from anywhere, perhaps from NMI: proves nothing. */
export const anywhere = { ...caller, atomic: 'unknown' } as const satisfies EntryContext;
/** Hardirqs masked by the caller, whatever it is. */
export const irqsOff = { context: 'process', irqs: 'off', bh: 'off', atomic: true, source: 'none' } as const satisfies EntryContext;
/** A task with softirqs masked and hardirqs on. */
export const bhOff = { context: 'process', irqs: 'on', bh: 'off', atomic: true, source: 'none' } as const satisfies EntryContext;

export const softirq = { context: 'softirq', irqs: 'on', bh: 'off', atomic: true, source: 'none' } as const satisfies EntryContext;
export const netReceive = { ...softirq, vector: 'net_rx' } as const satisfies EntryContext;
export const hardirq = { context: 'hardirq', irqs: 'off', bh: 'off', atomic: true, source: 'none' } as const satisfies EntryContext;
export const nmi = { context: 'nmi', irqs: 'off', bh: 'off', atomic: true, source: 'none' } as const satisfies EntryContext;

/** Callbacks of sources that can be held off. */
export const interrupt = { ...hardirq, source: 'irq' } as const satisfies EntryContext;
/** Handler thread: its own line may stay masked while it runs, other interrupts are on. `free_irq` and `disable_irq` wait for it too. */
export const irqThread = { ...process, source: 'irq' } as const satisfies EntryContext;
export const timer = { ...softirq, vector: 'timer', source: 'timer' } as const satisfies EntryContext;
export const hardTimer = { ...hardirq, source: 'hrtimer' } as const satisfies EntryContext;
export const softTimer = { ...softirq, vector: 'hrtimer', source: 'hrtimer' } as const satisfies EntryContext;
export const tasklet = { ...softirq, vector: 'tasklet', source: 'tasklet' } as const satisfies EntryContext;
export const napi = { ...softirq, vector: 'net_rx', source: 'napi' } as const satisfies EntryContext;
export const work = { ...process, source: 'work' } as const satisfies EntryContext;
/** A thread that `kthread_stop` waits for. */
export const thread = { ...process, source: 'kthread' } as const satisfies EntryContext;
/** Whoever reads or writes a file; who removes the file waits until they are done. */
export const sysfsFile = { ...process, source: 'sysfs' } as const satisfies EntryContext;
export const runtimePm = { ...process, source: 'runtime' } as const satisfies EntryContext;
export const debugfsFile = { ...process, source: 'debugfs' } as const satisfies EntryContext;
export const procFile = { ...process, source: 'proc' } as const satisfies EntryContext;
/** Whoever opens a device does so under a lock that who takes it away must have. */
export const opener = { ...process, source: 'open' } as const satisfies EntryContext;
/** Work queued to a BH workqueue: see `bhWorkqueues`. */
export const bhWork = { ...softirq, vector: 'tasklet', source: 'work', varies: true } as const satisfies EntryContext;
/** Completion of a URB: hardirq from most host controllers, softirq from those with HCD_BH; assume the worse. */
export const urb = { ...hardirq, source: 'urb' } as const satisfies EntryContext;
export const transmit = { ...bhOff, source: 'transmit' } as const satisfies EntryContext;
export const transmitSoftirq = { ...softirq, vector: 'net_tx', source: 'transmit' } as const satisfies EntryContext;
/** Invoked with softirqs masked: in the RCU softirq, an rcuc or an rcuo thread. */
export const rcuCallback = { ...softirq, vector: 'rcu' } as const satisfies EntryContext;
/** The transmit watchdog of a network device. */
export const transmitTimer = { ...softirq, vector: 'timer', source: 'transmit' } as const satisfies EntryContext;
/** A task with nothing masked; whether it may sleep depends on what the callback belongs to. */
export const task = { ...process, atomic: 'unknown' } as const satisfies EntryContext;
/** ndo_open: nothing is transmitted yet, and NAPI is off until the driver enables it. */
export const opening = { ...process, heldOff: ['transmit', 'napi'], opens: true } as const satisfies EntryContext;
/** ndo_stop: nothing is transmitted any more. */
export const closing = { ...process, heldOff: ['transmit'] } as const satisfies EntryContext;
/** The noirq phase of suspend: interrupts of devices are held off. */
export const noInterrupts = { ...process, heldOff: ['irq'] } as const satisfies EntryContext;
/** Before the scheduler runs: interrupts are off and no call really sleeps. */
export const earlyBoot = { ...irqsOff, atomic: 'unknown' } as const satisfies EntryContext;
