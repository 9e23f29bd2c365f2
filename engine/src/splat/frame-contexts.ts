/** In which context every frame of a stack runs: from the sections that x86 prints, and from the functions through which interrupts enter. */

import { contextMarks, hardirqStub } from '../knowledge/stack-marks.ts';
import type { Context } from '../knowledge/types.ts';
import type { BareFrame } from './frames.ts';
import type { Frame } from './types.ts';

export interface PlacedFrame extends BareFrame {
  /** The section that is open here; '' is a task's own stack, undefined where the log has not said. */
  readonly section: string | undefined;
}

/** `frames` innermost first, and so the result. */
export function withContexts(frames: readonly PlacedFrame[]): Frame[] {
  const isSure = frames.some((frame) => !frame.isGuess);
  const result: Frame[] = [];
  let context: Context = 'process';
  let section = '';
  for (let i = frames.length - 1; i >= 0; i--) {
    const { section: printed, ...frame } = frames[i];
    const here = printed ?? nextSection(frames, i) ?? section;
    if (here !== section) context = enter(here, context);
    section = here;
    const mark = frame.isGuess && isSure ? undefined : markOf(frame.function);
    if (mark !== undefined && (mark !== 'process' || section === '' || section === 'TASK')) context = leastOf(mark, section);
    result.push({ ...frame, context });
  }
  return result.reverse();
}

/** A CPU's registers come before the first section opens. */
function nextSection(frames: readonly PlacedFrame[], index: number): string | undefined {
  return frames.slice(index + 1, index + 3).find(({ section }) => section !== undefined)?.section;
}

function enter(section: string, context: Context): Context {
  if (section === 'NMI') return 'nmi';
  if (section === 'SOFTIRQ') return 'softirq';
  if (section === 'IRQ' || section === 'HARDIRQ') return 'hardirq';
  return section === 'TASK' || section === '' ? 'process' : context;
}

/** Nothing on the stack of an NMI runs in less than that. */
function leastOf(mark: Context, section: string): Context {
  return section === 'NMI' ? 'nmi' : mark;
}

function markOf(name: string): Context | undefined {
  if (Object.hasOwn(contextMarks, name)) return contextMarks[name];
  return hardirqStub.test(name) ? (/nmi/.test(name) ? 'nmi' : 'hardirq') : undefined;
}
