/**
 * Runs one function abstractly: every path, as a set of states that differ in locks held, interrupt state, or in what the branches
 * taken say of conditions that matter again. Calls are applied through their knowledge row or their callee's summary.
 *
 * DESIGN. A path that two branches on one condition contradict is not followed, which is what makes `if (x) lock(); … if (x)
 * unlock();` right without a solver. A state forgets what nothing behind it asks for (`liveness.ts`), and few are followed from
 * one point: more are mostly contradictions that the assumptions did not show. Everything is relative to the entry of the function; who calls it in which context is decided later.
 */

import { Expr, Op, type ExpressionId } from '../facts/types.ts';
import type { ContextQueryRow, LifetimeRow, LockRow } from '../knowledge/types.ts';
import { areExclusive, optionsOf, settingOf } from '../program/built-with.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId, ProgramFunction } from '../program/types.ts';
import { applyExit, isSameText } from './apply-exit.ts';
import { CallTargets, sleepOf } from './call-targets.ts';
import { createBranchTests, questionsOf } from './branch-tests.ts';
import { answers, asGiven, assume, branch, entryOf, forgetKey, isCallersChoice, knownValue, mentionsWord, withAssumed, withAssumption } from './branches.ts';
import { plainParameter } from './conditions.ts';
import { createFlowRecorder, type FlowRecorder } from './flow-recorder.ts';
import { createLiveness } from './liveness.ts';
import { isBalanced, plainExitOf } from './plain-exits.ts';
import { applyStore } from './stores.ts';
import { createWorklist } from './worklist.ts';
import type { Effects } from './effects.ts';
import type { NameRows } from './name-rows.ts';
import { withBit } from './put.ts';
import { allContexts, entryState, Irq, isNamed, isSameState, mayBeReleasedAs, sourceBit, spins, type Held, type State } from './state.ts';
import type { CallEvent, Exit, FunctionFlow } from './summary.ts';
import { contradicts } from './values.ts';

export interface InterpretContext {
  readonly effects: Effects;
  /** Summary of a callee; undefined while it is being computed (recursion). */
  flowOf(id: FunctionId): FunctionFlow | undefined;
  /** What is known of its calls already. */
  readonly targetsOf?: (id: FunctionId) => CallTargets | undefined;
  /** Calls of functions that lead nowhere are no events. */
  readonly findingsOnly?: boolean;
  /** Called now and then on long ways; may throw. */
  readonly pause?: () => void;
}

const MAX_STEPS = 60_000;
const STEPS_TO_PAUSE = 512;
const MAX_HELD = 8;

type Watch = (operation: number, state: State) => void;

/** `watch` sees every operation with each state that reaches it, before the operation is applied. */
export function interpret(context: InterpretContext, id: FunctionId, watch?: Watch): FunctionFlow {
  const { effects } = context;
  const view = effects.program.viewOf(id);
  view.forget();
  const targets = context.targetsOf?.(id) ?? new CallTargets(effects, view);
  const flow = inertFlow(context, view, targets) ?? followPaths(context, view, targets, watch);
  view.forget();
  return flow;
}

function followPaths(context: InterpretContext, view: FunctionView, targets: CallTargets, watch: Watch | undefined): FunctionFlow {
  const { effects } = context;
  const recorder = createFlowRecorder(context, view, targets);
  const tests = createBranchTests(view);
  const liveness = createLiveness(view);
  const work = createWorklist(view);
  let steps = 0;

  work.add(0, entryOf(view, tests));
  for (let next = work.next(); next && steps < MAX_STEPS; next = work.next()) for (const state of next.states) run(next.at, state);
  return recorder.finish();

  function run(from: number, state: State): void {
    for (let at = from; ;) {
      if (at !== from && work.isJoin(at)) return enter(at, state);
      if (++steps > MAX_STEPS || at >= view.facts.codeLength) return;
      if (steps % STEPS_TO_PAUSE === 0) context.pause?.();
      const a = view.first(at);
      watch?.(at, state);
      switch (view.op(at)) {
        case Op.Call: {
          if (targets.isCommanded(a)) {
            at++;
            break;
          }
          const next = applyCall(view, recorder, effects, context, at, a, state);
          if (next.length === 0) return;
          for (let i = 1; i < next.length; i++) enter(at + 1, next[i]);
          state = next[0];
          at++;
          break;
        }
        case Op.GuardEnd: {
          const row = effects.guardRelease(view, a);
          if (!isEmptyGuard(view, effects, a, state)) state = row ? release(view, recorder, at, a, row, state) : endGuard(view, context, at, a, state);
          at++;
          break;
        }
        case Op.Store:
          state = applyStore(view, tests, state, a, view.second(at), view.third(at));
          at++;
          break;
        case Op.Jump:
          return enter(view.second(at), state);
        case Op.Return:
          returnFrom(at, a, state);
          return;
        case Op.Branch: {
          const [whenTrue, whenFalse] = a === -1 ? [state, state] : branch(view, effects, tests, state, a);
          if (whenTrue) enter(view.second(at), whenTrue);
          if (whenFalse) enter(view.third(at), whenFalse);
          return;
        }
      }
    }
  }

  /** `return !in_interrupt();`: the answer goes with the context in which it is given. */
  function returnFrom(at: number, value: ExpressionId, state: State): void {
    const questions = value === -1 ? undefined : questionsOf(view, effects, value);
    if (!questions) return recorder.exit(at, value, state);
    const [yes, no] = answers(questions, state);
    if (yes) recorder.exit(at, value, yes, 'T');
    if (no) recorder.exit(at, value, no, 'F');
  }

  function enter(at: number, state: State): void {
    work.add(at, withAssumed(state, liveness.prune(state.assumed, at)));
  }
}

/** Most functions touch no lock, mask or sleep, nor does what they call: they need no interpretation. Undefined for the others. */
function inertFlow(context: InterpretContext, view: FunctionView, targets: CallTargets): FunctionFlow | undefined {
  const { effects } = context;
  const calls: CallEvent[] = [];
  const values = new Set<string>();
  let unresolvedCalls = 0;
  let leadsNowhere = context.findingsOnly === true && effects.program.bpf.attachedTo(view.fn.id).length === 0;
  for (let at = 0; at < view.facts.codeLength; at++) {
    const op = view.op(at);
    const a = view.first(at);
    if (op === Op.GuardEnd) return undefined;
    if (op === Op.Return) values.add(a === -1 ? '' : (knownValue(view, entryState, a) ?? ''));
    if (op !== Op.Call) continue;
    const { isEffective, registers } = targets.rowsOf(a);
    if (isEffective) return undefined;
    const { ids, indirect } = targets.calleesOf(a);
    if (registers) leadsNowhere = false;
    else
      for (const id of ids) {
        const flow = context.flowOf(id);
        if (!isInert(flow)) return undefined;
        leadsNowhere &&= flow?.leadsNowhere === true;
      }
    const isMapOperation = effects.isMapOperation(view, a);
    leadsNowhere &&= !isMapOperation;
    if (ids.length || registers || isMapOperation) calls.push({ operation: at, call: a, callees: registers ? [] : ids, state: entryState, indirect });
    else if (view.calleeName(a) === '') unresolvedCalls++;
  }
  const value = values.size === 1 ? [...values][0] : '';
  const known = value === 'F' || value === 'N' ? value : '';
  if (leadsNowhere && unresolvedCalls === 0) return nowhere[known];
  return { ...nowhere[known], calls: leadsNowhere ? [] : calls, unresolvedCalls, leadsNowhere };
}

const noEffects = { calls: [], guardedCalls: [], acquisitions: [], irregularities: [], reachedAcquisitions: [], reachedSleeps: [], reachedWaits: [], unknownLocks: 0, unresolvedCalls: 0, sleptBeforeCall: false, leadsNowhere: true };
/** Shared by hundreds of thousands of functions; by what they return. */
const nowhere: Readonly<Record<'' | 'F' | 'N', FunctionFlow>> = {
  '': { ...noEffects, exits: [plainExitOf('')] },
  F: { ...noEffects, exits: [plainExitOf('F')] },
  N: { ...noEffects, exits: [plainExitOf('N')] },
};

/** Recursion counts as inert: whatever it does is seen on its first round. */
function isInert(flow: FunctionFlow | undefined): boolean {
  if (!flow) return true;
  if (flow.reachedAcquisitions.length || flow.reachedSleeps.length || flow.reachedWaits.length || flow.exits.length !== 1) return false;
  const [exit] = flow.exits;
  return exit.levels === 0 && exit.contexts === allContexts && exit.quiesced === 0 && exit.armed === 0 && !exit.slept && exit.conditions.size === 0;
}

// --- calls -----------------------------------------------------------------------------------------------------------------------

export function applyCall(view: FunctionView, recorder: FlowRecorder, effects: Effects, context: InterpretContext, at: number, call: ExpressionId, before: State): State[] {
  const name = view.calleeName(call);
  const rows = recorder.targets.rowsOf(call);
  if (rows.neverReturns) return [];
  const after = applyNamed(view, recorder, effects, context, at, call, name, rows, forgetCall(before, call));
  if (rows.bitLeft) for (let i = 0; i < after.length; i++) after[i] = withBit(view, after[i], call, rows.bitLeft);
  for (let i = 0; i < after.length; i++) if (after[i].assumed.size > 0) after[i] = forgetWritten(recorder.targets, after[i], call);
  return after;
}

function applyNamed(view: FunctionView, recorder: FlowRecorder, effects: Effects, context: InterpretContext, at: number, call: ExpressionId, name: string, rows: NameRows, before: State): State[] {
  let state = before;
  const guard = rows.guard && effects.guardAcquire(name);
  const row = guard ?? rows.lock;
  const sleep = sleepOf(effects, view, rows) ?? (row?.sleeps && (row.operation === 'acquire' || row.operation === 'try-zero') ? { api: row.api, fault: false, why: 'it may block' } : undefined);
  // First what it would do where it may not, then what it claims.
  if (sleep) state = recorder.sleep(at, call, sleep, state);
  state = assertion(rows.query, state);
  if (state.contexts === 0) return [];
  if (rows.wait) recorder.wait(at, call, rows.wait, before);
  if (rows.lifetimes) state = lifetime(rows.lifetimes, state);
  if (row) {
    if (state.levels === 0) state = state.with({ levels: 1 });
    if (row.operation === 'release') return [release(view, recorder, at, call, row, state)];
    return acquire(view, recorder, at, call, row, state, rows.guard?.conditional ?? false);
  }
  for (const taken of rows.takes ?? []) recorder.acquire(at, call, referenceOf(view, recorder, call, taken), taken, state, '');
  const isKnown = sleep !== undefined || rows.wait !== undefined || rows.registers === true;
  if (isKnown) recorder.note(at, call, [], state, false);
  const { ids, indirect } = recorder.targets.calleesOf(call);
  if (ids.length === 0) {
    if (effects.isMapOperation(view, call)) recorder.note(at, call, [], state, false);
    else if (name === '' && !sleep) recorder.unresolved(call);
    return [state];
  }
  if (isKnown) return [state];
  recorder.note(at, call, ids, indirect && rows.synchronous?.some((synchronous) => synchronous.lastReference) ? state.with({ lastReference: true }) : state, indirect);
  return applyCallees(view, context, at, call, ids, state, indirect);
}

/** Of functions that one option of the configuration chooses between: the state in which each is called, where it can be. What they do differently is done, or not, by all of them. */
function configured({ effects: { program }, flowOf }: InterpretContext, ids: readonly FunctionId[], state: State): ReadonlyMap<FunctionId, State> | undefined {
  const options = ids.map((id) => optionsOf(program.table.functions[id].facts));
  const isChoice = options.some((a, i) => options.some((b, j) => i < j && areExclusive(a, b)));
  if (!isChoice || !ids.some((id) => flowOf(id)?.exits.every(isBalanced) === false)) return undefined;
  const states = new Map<FunctionId, State>();
  ids.forEach((id, i) => {
    let next: State | undefined = state;
    for (const option of options[i].filter((one) => options.some((other) => areExclusive([one], other)))) {
      const { key, value } = settingOf(option);
      const before = next?.assumed.get(key);
      if (before !== undefined && contradicts(before, value)) next = undefined;
      else if (before === undefined) next &&= withAssumption(next, key, value);
    }
    if (next) states.set(id, next);
  });
  return states;
}

/** On this path the guard did not get its lock: it ends without effect. */
function isEmptyGuard(view: FunctionView, effects: Effects, call: ExpressionId, { assumed }: State): boolean {
  return effects.rowsOf(view.calleeName(call)).guard?.conditional === true && assumed.get(`C${call}`) === 'F';
}

/** A guard that the tree defines ends through its own release function. */
export function endGuard(view: FunctionView, context: InterpretContext, at: number, call: ExpressionId, state: State): State {
  const ids = context.effects.guardReleasers(view, call);
  return ids.length ? applyCallees(view, context, at, call, ids, state, false)[0] ?? state : state;
}

const MAX_SPLIT = 4;

/** Effects of calls through pointers are believed only where one function can be meant. */
function applyCallees(view: FunctionView, context: InterpretContext, at: number, call: ExpressionId, ids: readonly FunctionId[], given: State, indirect: boolean): State[] {
  if (indirect && ids.length > 1) return [given];
  const results: State[] = [];
  const keepers: State[] = [];
  let known = false;
  const before = ids.length > 1 ? configured(context, ids, given) : undefined;
  for (const id of ids) {
    const flow = context.flowOf(id);
    if (!flow) continue;
    known = true;
    const state = before ? before.get(id) : given;
    if (!state) continue;
    if (flow.exits.length === 1 && flow.exits[0].value === '' && isInert(flow)) {
      if (!results.includes(state)) results.push(state);
      continue;
    }
    const isAtomic = state.held.some((h) => spins(h.kind)) && flow.exits.some((e) => !e.slept);
    for (const exit of flow.exits) {
      // It found out that it may sleep, which here it may not.
      if (exit.slept && isAtomic) continue;
      const next = applyExit(context.effects.program, view, at, call, id, exit, state);
      if (!next) continue;
      results.push(next);
      if (isVoid(context.effects.program.table.functions[id]) && mayHaveReleased(flow.exits, exit)) keepers.push(next);
    }
  }
  // Whoever holds the lock calls this to release it: the object remembers that it is held.
  if (keepers.length && results.some((next) => next.held.length < given.held.length)) remove(results, keepers);
  if (!known || results.length === 0) return [given];
  const distinct = results.length > 1 ? distinctStates(results) : results;
  return distinct.length > MAX_SPLIT ? mergeExits(distinct) : distinct;
}

function isVoid({ file, facts }: ProgramFunction): boolean {
  return file.strings[facts.returns] === 'void';
}

/** On this way out a lock is kept that another one releases: what the object itself says decides. */
function mayHaveReleased(exits: readonly Exit[], exit: Exit): boolean {
  const isByObject = exit.conditions.some((key) => plainParameter(key) < 0);
  return isByObject && exit.dropped.length === 0 && exit.held.length === 0 && exits.some((other) => other.dropped.length > 0);
}

function remove(states: State[], unwanted: readonly State[]): void {
  for (const state of unwanted) states.splice(states.indexOf(state), 1);
}

function distinctStates(states: readonly State[]): State[] {
  const distinct: State[] = [];
  for (const state of states) if (!distinct.some((other) => isSameState(other, state))) distinct.push(state);
  return distinct;
}

/** Too many ways to return: keep one of each lock and interrupt state. */
function mergeExits(states: readonly State[]): State[] {
  const merged = new Map<string, State>();
  for (const state of states) {
    const key = state.coreKey;
    const other = merged.get(key);
    merged.set(key, other ? withAssumed(state, state.assumed.withGivenOf(other.assumed)) : state);
  }
  return [...merged.values()].slice(0, MAX_SPLIT * 2);
}

/** A variable whose address is given to a call has another value behind it. */
function forgetWritten(targets: CallTargets, state: State, call: ExpressionId): State {
  for (const key of targets.writtenBy(call)) state = forgetKey(state, key);
  return state;
}

/** A function is asked anew; only one without arguments, such as `is_idle()`, is taken to answer as it did before. */
function forgetCall(state: State, call: ExpressionId): State {
  if (state.assumed.size === 0) return state;
  const name = `C${call}`;
  return withAssumed(state, state.assumed.without((key) => mentionsWord(key, name)));
}

function assertion(row: ContextQueryRow | undefined, state: State): State {
  if (!row || row.form !== 'assertion') return state;
  if (row.asks === 'irqs-disabled' && state.irq === Irq.Entry) return state.with({ irq: row.negated ? Irq.On : Irq.Off });
  if (row.asks === 'may-sleep' && isCallersChoice(state)) return state;
  return assume(row.asks, !row.negated, state) ?? state.with({ contexts: 0 });
}

function lifetime(rows: readonly LifetimeRow[], state: State): State {
  for (const row of rows) {
    const bit = sourceBit(row.source);
    state = row.effect === 'quiesces'
      ? state.with({ quiesced: state.quiesced | bit, armed: state.armed & ~bit })
      : state.with({ armed: state.armed | bit, quiesced: state.quiesced & ~bit });
  }
  return state;
}

// --- locks -----------------------------------------------------------------------------------------------------------------------

function referenceOf(view: FunctionView, recorder: FlowRecorder, call: ExpressionId, row: LockRow): LockReference {
  const pointer = row.argument === undefined ? undefined : view.argument(call, row.argument);
  if (pointer !== undefined) return recorder.reference(pointer, row.member);
  const name = row.lock ?? row.kind;
  return { key: `@${name}`, class: row.lock ? recorder.named(row.lock) : undefined, text: name };
}

function acquire(view: FunctionView, recorder: FlowRecorder, at: number, call: ExpressionId, row: LockRow, state: State, mayFail: boolean): State[] {
  const flags = row.flags === undefined ? undefined : view.argument(call, row.flags);
  if (row.irq === 'bh-off' && row.operation !== 'none' && state.irq !== Irq.On) recorder.irregular({ kind: 'bh-with-irqs-off', operation: at, row, state, lock: row.argument === undefined ? undefined : referenceOf(view, recorder, call, row), detail: row.api });
  if (row.operation === 'none') return [maskIrqs(view, recorder, at, row, state, flags)];
  const lock = asGiven(state, referenceOf(view, recorder, call, row));
  const subclass = row.subclass === undefined ? '' : view.show(view.argument(call, row.subclass) ?? call);
  recorder.acquire(at, call, lock, row, state, subclass);
  const masked = maskIrqs(view, recorder, at, row, state, flags);
  const held: Held = { lock, kind: row.kind, mode: row.mode, api: row.api, effect: row.irq, operation: at, irqBefore: state.irq, subclass, isReleasedByKey: recorder.isReleasedByKey(lock.key) };
  const again = state.held.some((h) => h.lock.key === lock.key && h.kind === row.kind);
  const taken: State = again && row.kind !== 'rcu' || state.held.length >= MAX_HELD ? masked : masked.with({ held: [...masked.held, held] });
  if (row.operation === 'acquire' && !mayFail) return [taken];
  // A guard is true where it holds its lock, whatever its function returns.
  const isZero = row.operation === 'try-zero' && !mayFail;
  const whenTaken = isZero ? 'F' : 'T';
  const whenNot = isZero ? 'N' : 'F';
  return [withAssumption(taken, `C${call}`, whenTaken), withAssumption(state, `C${call}`, whenNot)];
}

function maskIrqs(view: FunctionView, recorder: FlowRecorder, at: number, row: LockRow, state: State, flags: ExpressionId | undefined): State {
  switch (row.irq) {
    case 'irq-off':
      return state.with({ irq: Irq.Off, saved: row.operation === 'none' ? withSaved(state, '#', state.irq) : state.saved });
    case 'irq-save':
      return state.with({ irq: Irq.Off, saved: withSaved(state, flagsKey(view, flags), state.irq) });
    case 'irq-on': {
      const before = state.saved.get('#');
      if (row.operation === 'none' && before !== undefined && before !== Irq.On) recorder.irregular({ kind: 'irq-enable', operation: at, row, state: state.with({ irq: before }), detail: row.api });
      return state.with({ irq: Irq.On });
    }
    case 'irq-restore': {
      const key = flagsKey(view, flags);
      const before = state.saved.get(key);
      return before === undefined ? state.with({ irq: Irq.Unknown, restored: key }) : state.with({ irq: before });
    }
    case 'bh-off':
      return state.with({ bh: state.bh + 1 });
    case 'bh-on':
      if (state.irq !== Irq.On && !row.leavesSoftirqs) recorder.irregular({ kind: 'bh-with-irqs-off', operation: at, row, state, detail: row.api });
      return state.with({ bh: state.bh - 1 });
    case 'preempt-off':
      return state.with({ preempt: state.preempt + 1 });
    case 'preempt-on':
      return state.with({ preempt: state.preempt - 1 });
    case 'none':
      return state;
  }
}

export function flagsKey(view: FunctionView, flags: ExpressionId | undefined): string {
  if (flags === undefined) return '@flags';
  const stripped = view.strip(flags);
  return view.kind(stripped) === Expr.Local && view.a(stripped) >= view.facts.parameters ? `V${view.a(stripped)}` : view.key(stripped);
}

function withSaved(state: State, key: string, irq: Irq): Map<string, Irq> {
  return new Map(state.saved).set(key, irq);
}

export function release(view: FunctionView, recorder: FlowRecorder, at: number, call: ExpressionId, row: LockRow, state: State): State {
  const lock = asGiven(state, referenceOf(view, recorder, call, row));
  const index = findHeld(state.held, lock, row);
  const flags = row.flags === undefined ? undefined : view.argument(call, row.flags);
  if (index === -1) {
    if (row.irq === 'irq-on' && state.irq === Irq.Entry) recorder.irregular({ kind: 'irq-enable', operation: at, row, state, lock, detail: row.api });
    const next = maskIrqs(view, recorder, at, row, state, flags);
    return next.with({ dropped: [...next.dropped.filter((d) => d.lock.key !== lock.key), { lock, effect: row.irq, operation: at, levels: 1 }].slice(-MAX_HELD) });
  }
  const held = state.held[index];
  recorder.released(at, held, row, state);
  const other = row.also && view.argument(call, row.also.argument);
  const also = other === undefined ? undefined : recorder.reference(other, row.also!.member);
  const remaining = state.held.filter((h, i) => i !== index && !(also && isNamed(h, also.key)));
  const next = maskIrqs(view, recorder, at, row, state, flags);
  if (row.irq === 'irq-restore' && next.irq === Irq.Unknown && (held.effect === 'irq-save' || held.effect === 'irq-off')) return next.with({ irq: held.irqBefore, restored: '', held: remaining });
  return next.with({ held: remaining });
}

/** The same object; else the last lock of its class, for iterators whose variable has moved on; `rcu` and the like match by kind. */
export function findHeld(held: readonly Held[], lock: LockReference, row: LockRow): number {
  const sameKind = (h: Held): boolean => h.kind === row.kind || (spins(h.kind) && spins(row.kind));
  const exact = held.findLastIndex((h) => isNamed(h, lock.key) && sameKind(h));
  if (exact !== -1) return exact;
  if (lock.class) return held.findLastIndex((h) => mayBeReleasedAs(h, lock) && sameKind(h));
  return held.findLastIndex((h) => h.lock.class === undefined && h.kind === row.kind && isSameText(h.lock, lock));
}
