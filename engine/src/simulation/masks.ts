/** What masking and unmasking do to one context, and which of it is wrong. */

import type { IrqEffect } from '../knowledge/types.ts';
import type { ActorState } from './state.ts';
import type { BadKind } from './types.ts';

/** Changes `a`; the kind of bad state when the call is one that must not be made there. */
export function applyMask(a: ActorState, effect: IrqEffect, slot: number): BadKind | undefined {
  switch (effect) {
    case 'irq-save':
      a.saved[slot] = a.irqs;
      a.irqs = false;
      a.sections++;
      return undefined;
    case 'irq-off':
      a.irqs = false;
      a.sections++;
      return undefined;
    case 'irq-on':
      a.irqs = true;
      a.sections = Math.max(0, a.sections - 1);
      return a.sections > 0 ? 'irqs-enabled' : undefined;
    case 'irq-restore': {
      const before = a.saved[slot];
      a.sections = Math.max(0, a.sections - 1);
      a.irqs = before ?? a.sections === 0;
      return undefined;
    }
    case 'bh-off':
      a.bh++;
      return a.irqs ? undefined : 'bh-with-irqs-off';
    case 'bh-on':
      a.bh--;
      return a.irqs ? (a.bh < 0 ? 'unbalanced' : undefined) : 'bh-with-irqs-off';
    case 'preempt-off':
      a.preempt++;
      return undefined;
    case 'preempt-on':
      a.preempt--;
      return undefined;
    case 'none':
      return undefined;
  }
}

/** The effect that ends what another began. */
export function counterpart(effect: IrqEffect): IrqEffect {
  return pairs[effect] ?? 'none';
}

const pairs: Partial<Record<IrqEffect, IrqEffect>> = { 'irq-off': 'irq-on', 'irq-save': 'irq-restore', 'bh-off': 'bh-on', 'preempt-off': 'preempt-on' };

/** The effect that another ends. */
export function beginningOf(effect: IrqEffect): IrqEffect {
  return (Object.keys(pairs) as IrqEffect[]).find((begin) => pairs[begin] === effect) ?? 'none';
}
