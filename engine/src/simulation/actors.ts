/** From events on a witness's way to an actor's program: locks get identities, and what the caller of the whole took or keeps is made explicit. */

import type { Analysis } from '../analysis/types.ts';
import { locateFunction, nameOf, type UnseenLock, type Witness } from '../analysis/witness.ts';
import type { EntryContext, LockKind, LockRow } from '../knowledge/types.ts';
import type { LockReference } from '../program/lock-classes.ts';
import { beginningOf, counterpart } from './masks.ts';
import { mapActions, type Attached, type MapLock } from './map-operations.ts';
import { rootOf, traceWitness, type Conditions } from './trace.ts';
import type { Event } from './way-events.ts';
import type { Action, Actor, ActorId, LockSpec, Place } from './types.ts';

/** What the last place of a witness is, where the operation does not say it itself. */
export type LastPlace = { readonly is: 'lock' } | { readonly is: 'map'; readonly map: MapLock; readonly attached?: Attached } | { readonly is: 'update'; readonly key: string } | { readonly is: 'sleep' } | { readonly is: 'wait'; readonly actor: ActorId; readonly sleeps: boolean };

export interface Traced {
  readonly actor: Actor;
  /** Action by number of the witness's step; the last one is what the witness is about. */
  readonly stepAction: ReadonlyMap<number, number>;
}

/** Lock identities shared by the actors of one scenario. */
export class LockTable {
  readonly specs: LockSpec[] = [];
  private readonly ids = new Map<string, number>();

  idOf(identity: string, name: string, kind: LockKind): number {
    let id = this.ids.get(identity);
    if (id === undefined) {
      this.ids.set(identity, (id = this.specs.length));
      this.specs.push({ name, kind });
    }
    return id;
  }
}

export interface Options extends Conditions {
  /** Locks that the way leaves with stay taken: nobody hands them back. */
  readonly keeps?: boolean;
  /** Of locks that exist many times only those at the witness's places are shared with other actors. */
  readonly apart?: boolean;
}

/** `blocked`: the function through which no feasible way along the witness was found. */
export function actorOf(analysis: Analysis, witness: Witness, table: LockTable, cpu: number, last: LastPlace, options: Options = {}): Traced | { readonly blocked: string } {
  const traced = traceWitness(analysis, witness, options);
  if ('blocked' in traced) return traced;
  const { events } = traced;
  const entry = entryOf(analysis, witness);
  const { program, stepAction } = programOf(analysis, events, table, witness, last, options, cpu);
  return {
    actor: {
      name: nameFor(entry), function: witness.steps[0]?.function ?? witness.entry.function, via: witness.entry.via, context: witness.context, vector: entry.vector, source: entry.source, cpu,
      irqs: entry.irqs !== 'off' && witness.context !== 'hardirq' && witness.context !== 'nmi', bh: witness.context === 'process' && entry.bh === 'off' && entry.irqs !== 'off' ? 1 : 0,
      preempt: witness.context === 'process' && entry.atomic === true ? 1 : 0, program,
      hard: entry.source !== 'irq', serial: entry.source === 'tasklet',
    },
    stepAction,
  };
}

const anyTask: EntryContext = { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'none' };

/** The entry point that a witness begins at; a plain task where only some caller is known. */
function entryOf(analysis: Analysis, witness: Witness): EntryContext {
  const { program } = analysis;
  const root = rootOf(analysis, witness);
  const entries = program.entryPoints.filter((e) => e.function === root && e.context.context === witness.context);
  const exact = entries.find((e) => e.via === witness.entry.via) ?? program.entryPoints.find((e) => e.via === witness.entry.via && nameOf(program, e.function) === witness.entry.function && e.context.context === witness.context);
  return exact?.context ?? entries[0]?.context ?? { ...anyTask, context: witness.context };
}

function nameFor({ context, vector, source }: EntryContext): string {
  if (context === 'softirq') return vector ? `softirq (${vector})` : 'softirq';
  if (context === 'hardirq') return source === 'hrtimer' ? 'hardirq (hrtimer)' : 'hardirq';
  if (context === 'nmi') return 'NMI';
  return source === 'work' ? 'kworker' : source === 'irq' ? 'irq thread' : 'task';
}

// --- programs ----------------------------------------------------------------------------------------------------------------------

function programOf(analysis: Analysis, events: readonly Event[], table: LockTable, witness: Witness, last: LastPlace, { keeps, apart }: Options, cpu: number): { program: Action[]; stepAction: Map<number, number> } {
  const lastStep = witness.steps.length - 1;
  const who = `${cpu}:${witness.context}:${witness.entry.function}`;
  const identify = identifier(events, table, who, apart ?? false);
  const slots = new Map<string, number>();
  const slotOf = (name: string): number => slots.get(name) ?? (slots.set(name, slots.size), slots.size - 1);
  const root = rootOf(analysis, witness)!;
  const before: Action[] = [{ function: nameOf(analysis.program, root), location: locateFunction(analysis.program, root), what: `${nameOf(analysis.program, root)}() begins`, do: 'enter' }];
  const over = witness.under && heldOver(before[0], witness.under, table);
  if (over) before.push(over.taken);
  const program: Action[] = [];
  const stepAction = new Map<number, number>();
  const held: { id: number; row: LockRow; reference: LockReference; slot: number }[] = [];

  for (const event of events) {
    const { row, lock, step } = event;
    const place = { function: event.function, location: event.location, what: event.what };
    if (step !== undefined) stepAction.set(step, program.length);
    if (event.kind === 'mark' && step === lastStep && last.is === 'map') {
      program.push(...mapActions(place, last.map, table.idOf(`map:${last.map.name}`, last.map.name, last.map.kind), slotOf('map'), last.attached));
    } else if (event.kind === 'mark' && step === lastStep && last.is === 'update') program.push({ ...place, do: 'update', map: 0, key: last.key });
    else if (event.kind === 'mark' && step === lastStep && last.is !== 'lock') program.push(last.is === 'wait' ? { ...place, do: 'wait', actor: last.actor, sleeps: last.sleeps } : { ...place, do: 'sleep' });
    else if (event.kind === 'mark' && step === lastStep && witness.within) program.push(...takenWithin(place, witness.within, table));
    else if (!row || row.kind === 'srcu') program.push({ ...place, do: event.kind === 'return' ? 'return' : 'call' });
    else if (event.kind === 'mask') program.push({ ...place, do: 'mask', effect: row.irq, slot: slotOf(event.slot) });
    else if (row.kind === 'rcu') program.push({ ...place, do: 'rcu', by: row.operation === 'release' ? -1 : 1 }, ...(row.irq === 'none' ? [] : [{ ...place, do: 'mask' as const, effect: row.irq, slot: 0 }]));
    else if (row.operation === 'release') {
      const at = findHeld(held, identify(lock!, row), lock!);
      const owned = at === -1 ? undefined : held.splice(at, 1)[0];
      const id = owned?.id ?? identify(lock!, row);
      // The caller's lock: it took it before the way begins.
      if (!owned) before.push({ ...place, what: `the caller holds ${lock!.text}`, do: 'acquire', lock: id, mode: row.mode, effect: beginningOf(row.irq), slot: slotOf(event.slot), waiting: 'wait' });
      program.push({ ...place, do: 'release', lock: id, mode: row.mode, effect: row.irq, slot: slotOf(event.slot) });
    } else {
      const shared = identify(lock!, row);
      // Objects that nobody can tell apart, taken one under the other by different names, are two.
      const isOther = held.some((h) => h.id === shared && lock!.key.includes('?') && h.reference.text !== lock!.text);
      const id = isOther ? table.idOf(`${who}:${lock!.key}:${lock!.text}`, `${lock!.class?.name ?? lock!.text} (${lock!.text})`, row.kind) : shared;
      const slot = slotOf(event.slot);
      held.push({ id, row, reference: lock!, slot });
      program.push({ ...place, do: 'acquire', lock: id, mode: row.mode, effect: row.irq, slot, waiting: row.operation === 'try' ? 'try' : row.operation === 'try-zero' && row.kind === 'rqspinlock' ? 'resilient' : 'wait' });
    }
  }
  if (!keeps) for (const h of held.reverse()) program.push(handedBack(program, h));
  if (over) program.push(over.released);
  const shifted = new Map([...stepAction].map(([step, at]) => [step, at + before.length]));
  return { program: withFailures([...before, ...program]), stepAction: shifted };
}

/** A lock that whoever enters the actor's first function holds over it. */
function heldOver({ function: name, location }: Action, { key, name: lock, kind }: UnseenLock, table: LockTable): { readonly taken: Action; readonly released: Action } {
  const common = { function: name, location, lock: table.idOf(key, lock, kind), mode: 'exclusive' as const, effect: 'none' as const, slot: 0 };
  return { taken: { ...common, what: `the caller holds ${lock}`, do: 'acquire', waiting: 'wait' }, released: { ...common, what: `the caller releases ${lock}`, do: 'release' } };
}

function takenWithin(place: Place, { key, name, kind }: UnseenLock, table: LockTable): Action[] {
  const common = { ...place, lock: table.idOf(key, name, kind), mode: 'shared' as const, effect: 'none' as const, slot: 0 };
  return [{ ...common, do: 'acquire', waiting: 'wait' }, { ...common, what: `${place.what}: it releases ${name}`, do: 'release' }];
}

/** A lock that the way leaves with: its caller releases it. */
function handedBack(program: readonly Action[], { id, row, reference, slot }: { id: number; row: LockRow; reference: LockReference; slot: number }): Action {
  const { function: name, location } = program[program.length - 1];
  return { function: name, location, what: `the caller releases ${reference.text}`, do: 'release', lock: id, mode: row.mode, effect: counterpart(row.irq), slot };
}

function findHeld(held: readonly { id: number; row: LockRow; reference: LockReference }[], id: number, lock: LockReference): number {
  const exact = held.findLastIndex((h) => h.id === id && h.reference.text === lock.text);
  if (exact !== -1) return exact;
  const same = held.findLastIndex((h) => h.id === id);
  if (same !== -1 && !lock.key.includes('?')) return same;
  const named = held.findLastIndex((h) => h.reference.class === lock.class && h.reference.text === lock.text);
  if (named !== -1) return named;
  if (same !== -1) return same;
  return held.findLastIndex((h) => h.reference.class !== undefined && h.reference.class === lock.class);
}

/** A failed trylock, or a counter that is raised already, passes over everything up to the release of the lock, or the counter's lowering. */
export function withFailures(program: readonly Action[]): Action[] {
  return program.map((action, i) => {
    if (action.do === 'guard' && action.by === 1) return { ...action, otherwise: program.findIndex((other, j) => j > i && other.do === 'guard' && other.by === -1) + 1 };
    if (action.do !== 'acquire' || action.waiting === 'wait') return action;
    const end = program.findIndex((other, j) => j > i && other.do === 'release' && other.lock === action.lock);
    return { ...action, otherwise: end === -1 ? program.length : end + 1 };
  });
}

/**
 * Locks of one class are one lock across actors: that is what the finding says of them. Within an actor a second object of the class
 * is another lock; what stands at the witness's places is the one that is shared, whatever names it has there.
 */
function identifier(events: readonly Event[], table: LockTable, actor: string, apart: boolean): (lock: LockReference, row: LockRow) => number {
  const shared = new Map<string, Set<string>>();
  const places = events.filter((e) => e.step !== undefined);
  for (const { lock } of places) if (lock?.class) shared.set(lock.class.key, (shared.get(lock.class.key) ?? new Set()).add(lock.key));
  for (const { lock } of events) if (lock?.class && !shared.has(lock.class.key)) shared.set(lock.class.key, new Set([lock.key]));
  const own = new Set(events.filter((e) => e.step !== undefined || !apart).map((e) => e.lock?.class));
  return (lock, row) => {
    if (!lock.class || (!own.has(lock.class) && lock.class.instanced)) return table.idOf(`${actor}:${lock.key}`, lock.text, row.kind);
    const isShared = shared.get(lock.class.key)?.has(lock.key) || lock.key.includes('?') || !lock.class.instanced;
    return isShared ? table.idOf(lock.class.key, lock.class.name, row.kind) : table.idOf(`${actor}:${lock.class.key}:${lock.key}`, `${lock.class.name} (${lock.text})`, row.kind);
  };
}
