/** The lines by which a report begins, and those that begin something else. */

import type { SplatKind } from './types.ts';

interface HeadlineRow {
  readonly kind: SplatKind;
  readonly pattern: RegExp;
}

const rows: readonly HeadlineRow[] = [
  { kind: 'inconsistent-lock-state', pattern: /^(?:WARNING: |\[ INFO: )?inconsistent lock state\b/ },
  { kind: 'irq-inversion', pattern: /\b(?:possible irq lock inversion dependency detected|(?:HARD|SOFT)IRQ-safe -> (?:HARD|SOFT)IRQ-unsafe lock order detected|RECLAIM_FS-safe -> RECLAIM_FS-unsafe lock order detected|possible irq-unsafe lock order)/i },
  { kind: 'circular-locking', pattern: /possible circular locking dependency detected/ },
  { kind: 'recursive-locking', pattern: /possible recursive locking detected/ },
  { kind: 'invalid-wait-context', pattern: /BUG: Invalid wait context/i },
  { kind: 'bad-unlock-balance', pattern: /bad (?:unlock|contention) balance detected/ },
  { kind: 'lock-held-at-return', pattern: /lock held (?:when returning to user space|at task exit time)|BUG: workqueue leaked (?:lock|atomic)/i },
  { kind: 'held-lock-freed', pattern: /^(?:WARNING: |\[ BUG: )held lock freed/ },
  { kind: 'suspicious-rcu-usage', pattern: /suspicious RCU usage/i },
  { kind: 'soft-lockup', pattern: /BUG: soft lockup\b/ },
  { kind: 'hard-lockup', pattern: /Watchdog detected hard LOCKUP|BUG: hard lockup|watchdog: CPU ?\d+ (?:self-detected hard LOCKUP|detected hard LOCKUP)/i },
  { kind: 'rcu-stall', pattern: /INFO: rcu\w* (?:self-)?detected (?:expedited )?stalls?\b/ },
  { kind: 'hung-task', pattern: /INFO: task \S.* blocked for more than \d+ seconds/ },
  { kind: 'sleeping-in-invalid-context', pattern: /BUG: sleeping function called from invalid context at/ },
  { kind: 'scheduling-while-atomic', pattern: /BUG: scheduling while atomic:/ },
  { kind: 'spinlock-lockup', pattern: /BUG: (?:spinlock|rwlock|write-lock|read-lock) lockup\b/ },
  { kind: 'spinlock-recursion', pattern: /BUG: (?:spinlock|rwlock) (?:cpu )?recursion\b/ },
  { kind: 'spinlock-wrong-owner', pattern: /BUG: (?:spinlock|rwlock) wrong (?:CPU|owner)\b/ },
  { kind: 'spinlock-bad-magic', pattern: /BUG: (?:spinlock|rwlock) bad magic\b/ },
  { kind: 'spinlock-already-unlocked', pattern: /BUG: (?:spinlock|rwlock) already unlocked\b/ },
  { kind: 'bh-enable-with-irqs-off', pattern: /^WARNING: .*\bat kernel\/softirq\.c:\d+ (?:__)?_?local_bh_(?:enable|disable)/ },
  { kind: 'irq-restore-with-irqs-on', pattern: /raw_local_irq_restore\(\) called with IRQs enabled/ },
];

/** Cheap enough for every line of a long log. */
const MAYBE = /BUG|WARNING|INFO|LOCKUP|called with IRQs/;

export function mayBeHeadline(raw: string): boolean {
  return raw.length < 2000 && MAYBE.test(raw);
}

export function kindOf(text: string): SplatKind | undefined {
  return rows.find(({ pattern }) => pattern.test(text))?.kind;
}

/** Begins like a headline, so that the next line may be its rest. */
export function beginsLikeHeadline(text: string): boolean {
  return /^(?:\[ )?(?:BUG:|WARNING:|INFO:|rcu: INFO:|watchdog:|NMI watchdog:|=+ WARNING)/.test(text) && text.length < 200;
}

const OTHER = /^(?:BUG: |WARNING: |Oops: |general protection fault|kernel BUG at|Unable to handle |Kernel panic |Internal error|INFO: task |UBSAN:|KASAN:|Kernel Offset:|SysRq :|sysrq: )/;
/** These occur inside of reports: a hard lockup's stack comes as a warning. */
const INSIDE = /^(?:WARNING: .*\bat (?:kernel\/(?:watchdog|softirq|locking|rcu)|arch\/\S+nmi)|WARNING: stack|WARNING: kernel stack)/;

/** Another report that lockctx has nothing to say about. */
export function isForeign(text: string): boolean {
  return OTHER.test(text) && !INSIDE.test(text);
}
