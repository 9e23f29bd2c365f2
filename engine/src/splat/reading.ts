/** What has been read of a report so far, and what its next lines belong to. */

import type { BareFrame } from './frames.ts';
import type { PlacedFrame } from './frame-contexts.ts';
import type { LogLine } from './log-lines.ts';
import type { LockRole, NamedLock, PrintedLock, Splat, SplatKind, Stack } from './types.ts';

export type Title = Pick<Stack, 'role' | 'title'> & { usage?: string; lockClass?: string; cpu?: number; task?: string };
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Draft = Mutable<Omit<Splat, 'held' | 'locks' | 'stacks' | 'scenario' | 'details'>> & { details: Record<string, string> };

export interface OpenStack {
  readonly title: Title;
  readonly frames: PlacedFrame[];
}

export interface OpenHeld {
  readonly task: string;
  readonly locks: PrintedLock[];
}

export class Reading {
  readonly draft: Draft;
  readonly locks: NamedLock[] = [];
  readonly held: OpenHeld[] = [];
  readonly stacks: OpenStack[] = [];
  readonly scenario: string[] = [];
  /** The line that is being read. */
  lineText = '';
  indent = 0;
  /** Heads the frames that come next. */
  title: Title | undefined;
  stack: OpenStack | undefined;
  section: string | undefined;
  /** Where the CPU was, until its stack begins. */
  register: BareFrame | undefined;
  /** What the next lock is to the report. */
  role: LockRole | undefined;
  isHolding = false;
  isScenario = false;
  /** Class of the list of usages that is open: `-> (&a->lock){+.+.} {`. */
  listed: string | undefined;

  constructor(kind: SplatKind, headline: LogLine) {
    this.draft = { kind, headline: headline.text, line: headline.number, endLine: headline.number, times: 1, details: {} };
  }

  open(title: Title): void {
    this.close();
    this.title = title;
  }

  close(): void {
    if (this.register) this.begin();
    this.stack = undefined;
    this.section = undefined;
    this.title = undefined;
  }

  frame(frame: BareFrame): void {
    const { frames } = this.stack ?? this.begin();
    const last = frames.at(-1);
    // arm64 prints where the CPU was both as a register and as the first frame.
    if (last && frames.length === 1 && last.function === frame.function && last.offset === frame.offset && frame.offset !== undefined) return;
    frames.push({ ...frame, section: this.section });
  }

  private begin(): OpenStack {
    this.stack = { title: this.title ?? { role: 'current', title: '' }, frames: [] };
    this.stacks.push(this.stack);
    if (this.register) this.stack.frames.push({ ...this.register, section: undefined });
    this.register = undefined;
    return this.stack;
  }
}
