/** States and contexts in the words that hovers, lenses and hints share. */

import type { AcquisitionOutline, ContextOutline, FileOutline, FunctionOutline, StateOutline, Taker } from '../../../../engine/src/queries/types.ts';
import type { Position } from 'vscode-languageserver';
import { compare, contains, rangeOf } from '../ranges.ts';

/** `hardirqs on, softirqs off`: what is masked when it runs. */
export function masksOf({ irqs, bh }: Pick<StateOutline, 'irqs' | 'bh'>): string {
  const word = { on: 'on', off: 'off', unknown: 'unknown' };
  return `hardirqs ${word[irqs]}, softirqs ${word[bh]}`;
}

/** Labels without repetition, worst last as contexts nest: process, softirq, hardirq, nmi. */
export function labelsOf(contexts: readonly Pick<ContextOutline | Taker, 'label' | 'context'>[]): string[] {
  const order = ['process', 'softirq', 'hardirq', 'nmi'];
  const sorted = [...contexts].sort((a, b) => order.indexOf(a.context) - order.indexOf(b.context));
  return [...new Set(sorted.map(({ label }) => label))];
}

/** What is true at an acquisition in every state, in as few words as will do: `hardirqs off`, `softirqs on`, `hardirqs on or off`. */
export function briefState(states: readonly StateOutline[]): string {
  if (!states.length) return '';
  const inside = [...new Set(states.map(({ context }) => context))].filter((context) => context !== 'process');
  const irqs = new Set(states.map((s) => s.irqs));
  const bh = new Set(states.filter((s) => s.irqs !== 'off').map((s) => (s.context === 'process' ? s.bh : 'off')));
  const masks = irqs.size > 1 ? 'hardirqs on or off' : irqs.has('off') ? 'hardirqs off' : irqs.has('unknown') ? '' : bh.size > 1 ? 'softirqs on or off' : bh.has('off') ? 'softirqs off' : bh.has('on') ? 'irqs on' : '';
  return [inside.length ? `in ${inside.join(', ')}` : '', masks].filter(Boolean).join('; ');
}

/** The function whose name or body holds the position. */
export function functionAt({ functions }: FileOutline, at: Position): FunctionOutline | undefined {
  return functions.findLast(({ location, endLine }) => location.line - 1 <= at.line && at.line <= endLine - 1);
}

export function isOnName({ location }: FunctionOutline, at: Position): boolean {
  return contains(rangeOf(location), at);
}

/** The innermost acquisition whose call or lock expression holds the position. */
export function acquisitionAt({ acquisitions }: FunctionOutline, at: Position): AcquisitionOutline | undefined {
  const holding = acquisitions.filter(({ location, lock }) => contains(rangeOf(location), at) || contains(rangeOf(lock), at));
  return holding.sort((a, b) => compare(rangeOf(b.lock).start, rangeOf(a.lock).start))[0];
}
