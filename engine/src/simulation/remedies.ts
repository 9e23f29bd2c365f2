/** The finding's advice followed: the same programs with the one thing changed that the rule asks for. */

import { withFailures } from './actors.ts';
import { counterpart } from './masks.ts';
import type { IrqEffect } from '../knowledge/types.ts';
import type { Acquire, Action, Actor, LockId, Scenario } from './types.ts';

export interface Remedy {
  /** `with softirqs off at the acquisition`, for people. */
  readonly title: string;
  readonly scenario: Scenario;
}

type Change = (program: readonly Action[], culprit: number, scenario: Scenario) => readonly Action[];

interface Row {
  readonly title: string;
  readonly change: Change;
  /** The actor that changes: the culprit's unless said. */
  readonly actor?: number;
  /** It gets a lock of its own: one more than the scenario has. */
  readonly ownLock?: boolean;
}

export function remedyOf(scenario: Scenario, rule: string): Remedy | undefined {
  const row = rowOf(scenario, rule);
  if (!row) return undefined;
  const at = row.actor ?? scenario.culprit.actor;
  const actors = scenario.actors.map((actor, i): Actor => (i === at || (rule === 'unchecked-rqspinlock' && i !== at) ? { ...actor, program: withFailures(row.change(actor.program, scenario.culprit.action, scenario)) } : actor));
  return { title: row.title, scenario: { ...scenario, actors, locks: row.ownLock ? [...scenario.locks, { ...scenario.locks[scenario.culprit.lock], name: `${scenario.locks[scenario.culprit.lock].name} of its own` }] : scenario.locks } };
}

function rowOf(scenario: Scenario, rule: string): Row | undefined {
  const culprit = scenario.actors[scenario.culprit.actor].program[scenario.culprit.action];
  if (culprit?.do === 'wait') return { title: 'waiting where the lock is not held, or not waiting', change: waitLater };
  if (rule === 'irq-inversion') return scenario.actors.at(-1)?.context === 'hardirq' ? rows['hardirq-unsafe-lock'] : rows['softirq-unsafe-lock'];
  return rows[rule];
}

const rows: Readonly<Record<string, Row>> = {
  'softirq-unsafe-lock': { title: 'with softirqs off while the lock is held', change: (program, at) => masked(program, lockAt(program, at), 'bh-off') },
  'hardirq-unsafe-lock': { title: 'with hardirqs off while the lock is held', change: (program, at) => masked(program, lockAt(program, at), 'irq-save') },
  'nmi-unsafe-lock': { title: 'with a trylock in the NMI', change: (program, at) => program.map((a) => (a.do === 'acquire' && a.lock === lockAt(program, at) ? { ...a, waiting: 'try', what: `tries ${a.what.replace(/^takes /, 'to take ')}` } : a)) },
  'bpf-nmi-map-op': { title: 'with a map of its own for the program in NMI', change: apart, ownLock: true },
  'bpf-shared-ringbuf': { title: 'with a ring buffer of its own for the program in NMI', change: apart, ownLock: true },
  'bpf-recursion': { title: 'with a map that has no lock', change: lockless },
  'bpf-lru-eviction': { title: 'written through the pointer that a lookup gives', change: (program, at) => program.map((a, i) => (i === at ? asCall(a) : a)) },
  'recursive-lock': { title: 'without taking the lock again', change: takenOnce },
  'lock-inversion': { title: 'with both locks taken in one order', change: hoisted, actor: 1 },
  'sleep-in-atomic': { title: 'without the call that sleeps', change: (program, at) => withoutPair(program, at) },
  'bh-lock-in-hardirq': { title: 'with the plain form', change: (program) => program.flatMap(plain) },
  'irq-enable-in-atomic': { title: 'saving and restoring the interrupt state', change: saving },
  'mismatched-unlock': { title: "released with the acquisition's counterpart", change: paired },
  'lock-leak': { title: 'released on this path too', change: (program, at) => released(program, at) },
  'unchecked-rqspinlock': { title: 'leaving without the lock when it was not taken', change: (program) => program },
};

function lockAt(program: readonly Action[], at: number): LockId {
  const action = program[at];
  return action?.do === 'acquire' || action?.do === 'release' ? action.lock : -1;
}

/** Every acquisition of the lock, and its release, with this mask. */
function masked(program: readonly Action[], lock: LockId, effect: IrqEffect): Action[] {
  const word = effect === 'bh-off' ? 'softirqs' : 'hardirqs';
  return program.map((a) => {
    if ((a.do !== 'acquire' && a.do !== 'release') || a.lock !== lock || (a.effect !== 'none' && a.effect !== 'bh-off' && a.effect !== 'bh-on')) return a;
    return a.do === 'acquire' ? { ...a, effect, slot: SLOT, what: `${a.what}, ${word} off` } : { ...a, effect: counterpart(effect), slot: SLOT, what: `${a.what}, ${word} on again` };
  });
}

/** Numbers beyond those of the program's own flags. */
const SLOT = 100;

/** The culprit's lock is taken where it is not held already, and released as often. */
function takenOnce(program: readonly Action[], at: number): Action[] {
  const lock = lockAt(program, at);
  const isKept: boolean[] = [];
  return program.filter((a) => {
    if ((a.do !== 'acquire' && a.do !== 'release') || a.lock !== lock) return true;
    if (a.do === 'release') return isKept.pop() ?? true;
    isKept.push(isKept.length === 0);
    return isKept.at(-1)!;
  });
}

/** Without an action and, for an acquisition, the release that belongs to it. */
function withoutPair(program: readonly Action[], at: number): Action[] {
  const action = program[at];
  const end = action.do === 'acquire' ? program.findIndex((a, i) => i > at && a.do === 'release' && a.lock === action.lock) : -1;
  return program.filter((_, i) => i !== at && i !== end);
}

/** The lock that was taken second is taken before the one that was taken first. */
function hoisted(program: readonly Action[], at: number, scenario: Scenario): readonly Action[] {
  const other = scenario.actors[0].program;
  const first = lockAt(other, at);
  const inner = program.findLastIndex((a) => a.do === 'acquire' && heldAt(other, at).includes(a.lock) && isTakenUnder(program, a, first));
  const outer = program.findLastIndex((a, i) => i < inner && a.do === 'acquire' && a.lock === first);
  return inner === -1 || outer === -1 ? program : [...program.slice(0, outer), program[inner], ...program.slice(outer, inner), ...program.slice(inner + 1)];
}

function heldAt(program: readonly Action[], at: number): LockId[] {
  const held: LockId[] = [];
  for (const a of program.slice(0, at)) {
    if (a.do === 'acquire') held.push(a.lock);
    if (a.do === 'release') held.splice(held.lastIndexOf(a.lock), 1);
  }
  return held;
}

function isTakenUnder(program: readonly Action[], inner: Acquire, outer: LockId): boolean {
  const at = program.indexOf(inner);
  const taken = program.findLastIndex((a, i) => i < at && a.do === 'acquire' && a.lock === outer);
  return taken !== -1 && !program.slice(taken, at).some((a) => a.do === 'release' && a.lock === outer);
}

function apart(program: readonly Action[], at: number, scenario: Scenario): Action[] {
  const lock = lockAt(program, at);
  return program.map((a) => ((a.do === 'acquire' || a.do === 'release') && a.lock === lock ? { ...a, lock: scenario.locks.length } : a));
}

function lockless(program: readonly Action[], at: number): Action[] {
  const lock = program.find((a, i): a is Acquire => i >= at && a.do === 'acquire')?.lock;
  return program.flatMap((a, i) => (a.do === 'guard' || ((a.do === 'acquire' || a.do === 'release') && a.lock === lock) ? (i === at ? asCall(a) : []) : a));
}

function plain(action: Action): Action[] {
  const isBh = 'effect' in action && (action.effect === 'bh-off' || action.effect === 'bh-on');
  if (!isBh) return [action];
  return action.do === 'mask' ? [] : [{ ...action, effect: 'none' }];
}

function saving(program: readonly Action[]): Action[] {
  return program.map((a) => {
    if (!('effect' in a) || (a.effect !== 'irq-off' && a.effect !== 'irq-on')) return a;
    const slot = SLOT + (a.do === 'mask' ? 0 : 1 + a.lock);
    return a.effect === 'irq-off' ? { ...a, effect: 'irq-save', slot } : { ...a, effect: 'irq-restore', slot };
  });
}

function paired(program: readonly Action[], at: number): Action[] {
  const lock = lockAt(program, at);
  const taken = program.findLast((a, i): a is Acquire => i < at && a.do === 'acquire' && a.lock === lock);
  return program.map((a, i) => (i === at && a.do === 'release' && taken ? { ...a, mode: taken.mode, effect: counterpart(taken.effect), slot: taken.slot } : a));
}

function released(program: readonly Action[], at: number): Action[] {
  const open: Acquire[] = [];
  for (const a of program) {
    if (a.do === 'acquire') open.push(a);
    if (a.do === 'release') open.splice(open.findLastIndex((o) => o.lock === a.lock), 1);
  }
  const { function: name, location } = program[Math.min(at, program.length - 1)];
  return [...program.slice(0, at), ...open.reverse().map((o): Action => ({ function: name, location, what: `releases ${o.what.split(' ')[1]}`, do: 'release', lock: o.lock, mode: o.mode, effect: counterpart(o.effect), slot: o.slot })), ...program.slice(at)];
}

/** The wait comes after the last lock is released; one that no release follows, or that is for itself, is not made at all. */
function waitLater(program: readonly Action[], at: number, { culprit }: Scenario): Action[] {
  const wait = program[at];
  if (wait.do === 'wait' && wait.actor === culprit.actor) return program.map((a) => (a === wait ? asCall(a) : a));
  const rest = program.filter((_, i) => i !== at);
  const last = rest.findLastIndex((a) => a.do === 'release');
  // It is the context that must not wait, not a lock.
  if (heldAt(program, at).length === 0) return program.map((a) => (a === wait ? asCall(a) : a));
  return wait.do === 'wait' && last >= at ? [...rest.slice(0, last + 1), wait, ...rest.slice(last + 1)] : rest.length ? rest : [asCall(wait)];
}

function asCall({ function: name, location, what }: Action): Action {
  return { function: name, location, what, do: 'call' };
}
