/** Lock classes with their usage as lockdep prints it, and everybody who takes them. */

import type { Analysis } from '../analysis/types.ts';
import type { Usage } from '../analysis/usages.ts';
import { chainEnd, labelOf, locateArgument, nameOf } from '../analysis/witness.ts';
import type { LockKind } from '../knowledge/types.ts';
import type { LockClass } from '../program/types.ts';
import type { LockClassOutline, Taker } from './types.ts';

/** Kinds that lockdep has no irq states for. */
const untracked: ReadonlySet<LockKind> = new Set(['rcu', 'srcu', 'bit_spinlock', 'other']);

/** Every class that is taken in a proved context, sorted by name. */
export function lockClassesOf(analysis: Analysis): LockClassOutline[] {
  const found = [...analysis.usages].filter(([, usages]) => usages.length > 0).map(([cls, usages]) => classOutline(analysis, cls, usages));
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** One class by its name; undefined when no proved context takes it. */
export function lockClassOf(analysis: Analysis, name: string): LockClassOutline | undefined {
  for (const [cls, usages] of analysis.usages) if (cls.name === name && usages.length) return classOutline(analysis, cls, usages);
  return undefined;
}

function classOutline(analysis: Analysis, { name }: LockClass, usages: readonly Usage[]): LockClassOutline {
  const { kind } = usages[0].event.row;
  const takers = new Map(usages.map((usage) => takerOf(analysis, usage)).map((taker) => [keyOf(taker), taker]));
  return { name, kind, usage: untracked.has(kind) ? '' : usageText(usages), takers: [...takers.values()] };
}

function takerOf({ program }: Analysis, { function: id, event, node, irqs, bh }: Usage): Taker {
  const end = chainEnd(id, event.chain);
  return {
    context: node.context, irqs, bh, atomic: node.atomic, label: labelOf({ ...node, irqs, bh }),
    function: nameOf(program, id), api: event.row.api, location: locateArgument(program, end.function, end.operation, event.row.argument),
  };
}

function keyOf({ label, function: name, location }: Taker): string {
  return [label, name, location.file, location.line, location.column].join('\n');
}

/**
 * Lockdep's get_usage_chars(): for hardirq, hardirq-read, softirq and softirq-read, `-` taken inside, `+` taken with them enabled, `?` both,
 * `.` neither. A trylock cannot spin, so it does not count as taken inside; softirqs are not enabled while hardirqs are off.
 */
export function usageText(usages: readonly Usage[]): string {
  const char = (side: 'hardirq' | 'softirq', mode: 'exclusive' | 'shared'): string => {
    const those = usages.filter(({ event }) => event.row.mode === mode);
    const inside = those.some(({ event, node }) => node.context === side && event.row.operation === 'acquire');
    const enabled = those.some(({ irqs, bh, node }) => irqs === 'on' && (side === 'hardirq' || (bh === 'on' && node.context === 'process')));
    return inside && enabled ? '?' : inside ? '-' : enabled ? '+' : '.';
  };
  return `{${char('hardirq', 'exclusive')}${char('hardirq', 'shared')}${char('softirq', 'exclusive')}${char('softirq', 'shared')}}`;
}
