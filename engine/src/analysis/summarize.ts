/**
 * Summaries of all functions, callees before callers; after an edit only those that can have changed.
 *
 * DESIGN. A summary is a function of the code, of what names mean (`Asked`), and of the callees' summaries in the order in which the
 * interpreter asked for them. All three are kept. After an edit a function is interpreted again if its code is another, a name that
 * it asked about means something else, or one of its callees now answers otherwise, or can answer where it could not or the reverse:
 * functions are gone through in the order of a first run. A summary that comes out as it was stops there.
 *
 * In a circle of calls somebody is asked before he can answer (`call-order.ts`). A function that leaves locks or masks otherwise than
 * it found them, or shows something irregular, while one of its callees could not say what it does, may be wrong: `put()` takes a lock
 * that `put_final()` releases. Such a summary is a draft. Until the circle is closed, callers take the function to leave everything as
 * it was; then it is summed up anew, round after round as long as that settles some.
 */

import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { calleesFirst, calleesIn, idOf, type CalleeList, type Circle } from './call-order.ts';
import { CallTargets } from './call-targets.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Effects } from './effects.ts';
import { createIntLists } from './int-lists.ts';
import { interpret } from './interpret.ts';
import { isBalanced, plainExit } from './plain-exits.ts';
import { renew } from './same-summary.ts';
import type { FunctionFlow } from './summary.ts';

export interface Summaries {
  flowOf(id: FunctionId): FunctionFlow;
  /** Brings all up to date. Interrupted by its checkpoint, it goes on from there the next time. */
  update(round: SummaryRound): void;
  /** Functions interpreted by the last `update`. */
  readonly interpreted: number;
}

export interface SummaryRound {
  readonly program: Program;
  readonly effects: Effects;
  /** Functions whose code is another than in the round before, and names that mean something else. All are new in the first round. */
  readonly changed: Iterable<FunctionId>;
  readonly names: ReadonlySet<string>;
  readonly checkpoint: Checkpoint;
}

/** Functions whose calls stay looked up until their turn comes. In a circle that is so long after the order was asked for that the garbage collector would have moved them among what stays. */
const MAX_TARGETS = 64;

export function createSummaries(findingsOnly: boolean): Summaries {
  const flows: FunctionFlow[] = [];
  const callees = createIntLists();
  const asked = createIntLists();
  /** Callees asked for, twice their number, and one more where there was no answer. */
  const questions = createIntLists();
  /** The first of each function that was asked before its circle was closed. */
  const drafts = new Map<FunctionId, FunctionFlow>();
  /** Functions that no round could settle: what they left open stays open. */
  const unsettled = new Set<FunctionId>();
  const dirty = new Set<FunctionId>();
  /** Functions whose summary changed since all were up to date. */
  const changed = new Set<FunctionId>();
  /** Circle after circle, of each the last as `~id`. */
  let order: Int32Array | undefined;
  let interpreted = 0;

  function update({ program, effects, checkpoint, ...what }: SummaryRound): void {
    const isKept = program.asked.isRecording;
    const isSettled = new Uint8Array(program.table.functions.length);
    const listed = new Map<FunctionId, readonly number[]>();
    let asking = new Set<number>();
    /** Drafted and not summed up anew yet. */
    const drafted = new Set<FunctionId>();
    /** Drafted at any time of this update. */
    const everDrafted = new Set<FunctionId>();
    let takesAll = false;
    /** Being summed up. */
    let circle: Circle = [];
    /** A callee of the function that is being summed up could not tell what it does. */
    let hasOpenCallee = false;
    /** Of functions whose callees are being summed up: looked up when the order was asked for, and needed again soon. */
    const targets = new Map<FunctionId, CallTargets>();
    const context = { effects, flowOf: isKept ? ask : flowOf, targetsOf: (id: FunctionId) => targets.get(id), findingsOnly, pause };
    interpreted = 0;
    markDirty(program, what.changed, what.names);
    if (isKept) for (const id of dirty) listCallees(id);
    let done = 0;
    for (circle of inOrder()) {
      for (const id of circle) {
        settle(id);
        targets.delete(id);
      }
      if (drafted.size > 0) closeCircle();
    }
    dirty.clear();
    changed.clear();

    function inOrder(): Iterable<Circle> {
      if (!isKept) return calleesFirst(program, open);
      return circlesIn((order ??= inOneList(calleesFirst(program, callees.get))));
    }

    function open(id: FunctionId): CalleeList {
      const view = program.viewOf(id);
      const own = new CallTargets(effects, view);
      targets.set(id, own);
      if (targets.size > MAX_TARGETS) targets.delete(targets.keys().next().value!);
      return calleesIn(view, effects, own);
    }

    /** Who has not been summed up yet closes a circle, and counts as without effect. */
    function flowOf(id: FunctionId): FunctionFlow | undefined {
      if (isSettled[id]) return flows[id];
      hasOpenCallee ||= circle.includes(id);
      return everDrafted.has(id) ? drafts.get(id) : undefined;
    }

    function settle(id: FunctionId): void {
      pause();
      if (!isKept || dirty.has(id) || mayBeDraft(id) || !holds(id)) sumUp(id);
      if (drafted.has(id)) return;
      isSettled[id] = 1;
      done++;
    }

    /** A draft now, or the last time: summed up again, it may come out so again. That drafts answer it as they did then proves nothing. */
    function mayBeDraft(id: FunctionId): boolean {
      return drafts.has(id) || (unsettled.has(id) && !takesAll);
    }

    /** Now that all others of the circle are known. Where a round settles nothing, the next takes everything as it comes. */
    function closeCircle(): void {
      while (drafted.size > 0) {
        const waiting = [...drafted];
        drafted.clear();
        for (const id of waiting) settle(id);
        takesAll = drafted.size === waiting.length;
      }
      takesAll = false;
      if (!isKept) drafts.clear();
    }

    function pause(): void {
      checkpoint('summaries', done / program.table.functions.length);
    }

    function ask(callee: FunctionId): FunctionFlow | undefined {
      const flow = flowOf(callee);
      asking.add(2 * callee + (flow ? 0 : 1));
      return flow;
    }

    /** Whether all callees answer as before. */
    function holds(id: FunctionId): boolean {
      for (const question of questions.get(id)) {
        const callee = question >> 1;
        const flow = flowOf(callee);
        if ((flow === undefined) !== ((question & 1) === 1) || (flow && changed.has(callee))) return false;
      }
      return true;
    }

    function sumUp(id: FunctionId): void {
      asking = new Set<number>();
      let fresh: FunctionFlow | undefined;
      interpreted++;
      hasOpenCallee = false;
      const names = program.asked.during(() => {
        fresh = interpret(context, id);
      });
      const isOpen = hasOpenCallee && (!fresh!.exits.every(isBalanced) || fresh!.irregularities.length > 0);
      if (isOpen && !takesAll) return draft(id, fresh!);
      if (isOpen) unsettled.add(id);
      else unsettled.delete(id);
      // Whoever asked for the draft the last time is given something else now.
      if (!everDrafted.has(id) && drafts.delete(id)) changed.add(id);
      if (isKept) keep(id, fresh!, [...(listed.get(id) ?? asked.get(id)), ...names!], asking);
      else flows[id] = fresh!;
    }

    function draft(id: FunctionId, fresh: FunctionFlow): void {
      drafted.add(id);
      if (everDrafted.has(id)) return;
      everDrafted.add(id);
      const old = drafts.get(id) ?? (flows[id] as FunctionFlow | undefined);
      const unchanging = fresh.exits.every(isBalanced) ? fresh : { ...fresh, exits: [plainExit] };
      const { flow, isSame } = old ? renew(old, unchanging) : { flow: unchanging, isSame: false };
      if (old && !isSame) changed.add(id);
      drafts.set(id, flow);
    }

    function keep(id: FunctionId, fresh: FunctionFlow, names: readonly number[], own: ReadonlySet<number>): void {
      const old = flows[id] as FunctionFlow | undefined;
      const { flow, isSame } = old ? renew(old, fresh) : { flow: fresh, isSame: false };
      flows[id] = flow;
      if (old && !isSame) changed.add(id);
      asked.set(id, Int32Array.from(new Set(names)));
      questions.set(id, Int32Array.from(own));
      dirty.delete(id);
    }

    function listCallees(id: FunctionId): void {
      const names = program.asked.during(() => {
        const view = program.viewOf(id);
        const found = calleesIn(view, effects, new CallTargets(effects, view));
        const known = callees.get(id);
        if (order && flows[id] && found.length === known.length && known.every((callee, i) => callee === found[i])) return;
        callees.set(id, found);
        order = undefined;
      });
      listed.set(id, names!);
    }
  }

  function markDirty(program: Program, ids: Iterable<FunctionId>, names: ReadonlySet<string>): void {
    for (const id of ids) dirty.add(id);
    for (const id of [...dirty]) if (program.table.isGone(id)) dirty.delete(id);
    const numbers = new Set([...names].flatMap((name) => program.asked.idOf(name) ?? []));
    if (order === undefined || numbers.size === 0) return;
    let isGone = false;
    for (const entry of order) {
      const id = idOf(entry);
      if (program.table.isGone(id)) isGone = true;
      else if (asked.get(id).some((name) => numbers.has(name))) dirty.add(id);
    }
    if (isGone) order = undefined;
  }

  return {
    flowOf: (id) => flows[id],
    update,
    get interpreted() {
      return interpreted;
    },
  };
}

function inOneList(circles: Iterable<Circle>): Int32Array {
  const list: number[] = [];
  for (const circle of circles) circle.forEach((id, place) => list.push(place === circle.length - 1 ? ~id : id));
  return Int32Array.from(list);
}

function* circlesIn(list: Int32Array): Generator<Circle> {
  let circle: FunctionId[] = [];
  for (const entry of list) {
    circle.push(idOf(entry));
    if (entry >= 0) continue;
    yield circle;
    circle = [];
  }
}
