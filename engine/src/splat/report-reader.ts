/** One report's lines → `Splat`. Lines of other subsystems in between are passed over; what is cut off is simply not there. */

import { withContexts } from './frame-contexts.ts';
import { frameOf, registerFrame, sectionTag, type BareFrame } from './frames.ts';
import { printedLock } from './locks.ts';
import type { LogLine } from './log-lines.ts';
import { Reading, type Title } from './reading.ts';
import { reportRows } from './report-rows.ts';
import type { HeldLocks, NamedLock, PrintedLock, Splat, SplatKind, Stack } from './types.ts';

export interface Report {
  readonly kind: SplatKind;
  readonly lines: readonly LogLine[];
}

const SCENARIO_LINE = /^(?:CPU\d|-{3,}|<Interrupt>|(?:lock|rlock|sync|local_irq_disable|local_bh_disable)\(|\.\.\.|\(other )/;

export function readReport({ kind, lines }: Report): Splat {
  const reading = new Reading(kind, lines[0]);
  for (const line of lines) readLine(reading, line);
  reading.close();
  return finish(reading);
}

function readLine(reading: Reading, line: LogLine): void {
  const { text, indent, number } = line;
  if (text === '') return;
  reading.lineText = text;
  reading.indent = indent;
  if (read(reading, line)) reading.draft.endLine = number;
}

function read(reading: Reading, line: LogLine): boolean {
  let { text, frame } = line;
  for (let tag = reading.isScenario ? undefined : sectionTag(text); tag; tag = sectionTag(text)) {
    reading.section = tag.section;
    if (tag.rest === '') return true;
    text = tag.rest;
    frame = frameOf(text);
  }
  const stopped = /^--- interrupt: \w+ at (.+)$/.exec(text); // powerpc: in the trace, where it was interrupted
  if (stopped) frame = frameOf(stopped[1]);
  const register = frame ? undefined : registerFrame(text);
  if (register) {
    if (reading.stack?.frames.length && reading.stack.title.role === 'current' && isInsideTrace(reading)) reading.frame(register);
    else reading.register ??= register;
    return true;
  }
  if (frame) {
    reading.isScenario = false;
    if (reading.draft.kind === 'bad-unlock-balance' && reading.role === 'released' && !reading.stack && !reading.title) return releasedAt(reading, frame);
    if (mergeLock(reading, frame)) return true;
    reading.frame(frame);
    return true;
  }
  if (reading.isScenario) {
    if (SCENARIO_LINE.test(text)) return reading.scenario.push(' '.repeat(reading.indent) + text) > 0;
    if (/^\*\*\* DEADLOCK/.test(text)) reading.isScenario = false;
  }
  for (const [pattern, act] of reportRows) {
    const match = pattern.exec(text);
    if (match && act(reading, match) !== false) return true;
  }
  const lock = printedLock(text);
  if (lock) addLock(reading, lock);
  return lock !== undefined;
}

/** In a trace the interrupted CPU's registers follow the interrupt's frames; before another trace they begin it. */
function isInsideTrace(reading: Reading): boolean {
  return reading.section !== undefined;
}

function releasedAt(reading: Reading, at: BareFrame): boolean {
  const index = reading.locks.findIndex((lock) => lock.role === 'released' && !lock.at);
  if (index >= 0) reading.locks[index] = { ...reading.locks[index], at: { ...at, context: 'process' } };
  reading.role = undefined;
  return true;
}

/** Decoded logs print a lock once for each inlined function. Frames right after a lock's line belong to its place only if it had none. */
function mergeLock(reading: Reading, at: BareFrame): boolean {
  const list: PrintedLock[] = reading.isHolding ? (reading.held.at(-1)?.locks ?? []) : reading.locks;
  const last = list.at(-1);
  if (!last || last.at || reading.stack || reading.title || (last as Partial<NamedLock>).role === 'released' || last.usage === undefined) return false;
  list[list.length - 1] = { ...last, at: { ...at, context: 'process' } };
  return true;
}

function addLock(reading: Reading, lock: PrintedLock): void {
  if (reading.isHolding) {
    const locks = reading.held.at(-1)!.locks;
    if (isSameAgain(locks.at(-1), lock)) locks.pop();
    locks.push(lock);
  } else if (reading.role) {
    const last = reading.locks.at(-1);
    if (last?.role === reading.role && isSameAgain(last, lock)) reading.locks.pop();
    reading.locks.push({ role: reading.role, ...lock });
  }
  reading.stack = undefined;
}

function isSameAgain(last: PrintedLock | undefined, lock: PrintedLock): boolean {
  return last !== undefined && last.lockClass === lock.lockClass && last.address === lock.address && last.at?.isInline === true;
}

function finish({ draft, locks, held, stacks, scenario }: Reading): Splat {
  const read: Stack[] = stacks.filter(({ frames }) => frames.length > 0).map(({ title, frames }) => ({ ...withoutUndefined(title), frames: withContexts(frames) }));
  if (draft.usage?.to.startsWith('IN-NMI')) draft.context = 'nmi'; // Counted as a hardirq above.
  return { ...draft, locks, held: held.filter(({ locks }) => locks.length > 0) satisfies HeldLocks[], stacks: read, scenario: flushLeft(scenario) };
}

function flushLeft(lines: readonly string[]): string[] {
  const least = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(least));
}

function withoutUndefined(title: Title): Title {
  return Object.fromEntries(Object.entries(title).filter(([, value]) => value !== undefined)) as unknown as Title;
}
