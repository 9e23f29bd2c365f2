/**
 * A scenario as a Promela model, for checking the machine against SPIN: `spin -a`, compile with -DSAFETY, run.
 * An error (a failed assertion or an invalid end state) means that the bad state can be reached.
 *
 * DESIGN. One process an actor, which moves only while it is on top of its CPU. Every place where a process may stay for ever is a
 * valid end, but for waiting for the finding's own lock: so an invalid end state is a deadlock that the finding is about.
 */

import { isSleepingLock, maskEffect, mayBlock, sleepsOnlyHere } from './locks.ts';
import { counterpart } from './masks.ts';
import { levelOf } from './preemption.ts';
import { bpfVariables, failing, guardOf, invokeOf, updateOf } from './promela-bpf.ts';
import { profileOf, type ResilientProfile } from './rqspinlock.ts';
import type { Acquire, Action, Actor, ActorId, LockId, Release, Scenario } from './types.ts';
import { softirqVectors, type IrqEffect } from '../knowledge/types.ts';

/** Undefined for what the model does not speak of: RCU callbacks that are queued in the scenario. */
export function promelaOf(scenario: Scenario): string | undefined {
  if (scenario.actors.some((actor) => actor.queued || actor.program.some((a) => a.do === 'queue-rcu'))) return undefined;
  return [...header(scenario), ...inlines(scenario), ...scenario.actors.flatMap((_, id) => processOf(scenario, id)), ...scheduler(scenario), ''].join('\n');
}

const STATES = '#define ABSENT 0\n#define PENDING 1\n#define READY 2\n#define ONCPU 3\n#define DONE 4\n#define CANCELLED 5\n#define NONE 255';

function header(scenario: Scenario): string[] {
  const n = scenario.actors.length;
  const locks = Math.max(1, scenario.locks.length);
  const firsts = firstTasks(scenario);
  const initial = scenario.actors.map((actor, id) => [
    `  st[${id}] = ${firsts.includes(id) ? 'ONCPU' : isTask(scenario, actor) && !comes(actor) ? 'READY' : 'ABSENT'}; below[${id}] = NONE; irqs[${id}] = ${Number(actor.irqs)}; sections[${id}] = ${actor.irqs ? 0 : 1}; bh[${id}] = ${actor.bh}; preempt[${id}] = ${actor.preempt}; waitl[${id}] = NONE;`,
  ].join(' '));
  return [
    `/* ${scenario.actors.map((a) => `${a.function}() in ${a.name} on CPU${a.cpu}`).join('; ')} */`, STATES,
    `byte st[${n}], top[${scenario.cpus}], below[${n}], sections[${n}], rcu[${n}], spinning[${n}], rtheld[${n}], waitl[${n}], started[${n}];`,
    `bool irqs[${n}]; short bh[${n}], preempt[${n}];`,
    `byte ex[${locks}], sh[${locks}], wx[${locks}], holds[${n * locks}], shares[${n * locks}], rec[${n * locks}];`,
    'byte culprit; bool ends, stuck;', ...bpfVariables(scenario),
    `bool saved[${slotsOf(scenario).length + 1}], known[${slotsOf(scenario).length + 1}];`, 'bool go;',
    'init { d_step {', ...initial,
    ...Array.from({ length: scenario.cpus }, (_, cpu) => `  top[${cpu}] = ${firsts.find((id) => scenario.actors[id].cpu === cpu) ?? 'NONE'};`), '  go = 1', '} }',
  ];
}

/** Where flags are saved: one variable for each that an actor uses. */
function slotsOf({ actors }: Scenario): string[] {
  return [...new Set(actors.flatMap(({ program }, id) => program.flatMap((a) => ('effect' in a && (a.effect === 'irq-save' || a.effect === 'irq-restore') ? [`${id}:${a.slot}`] : []))))];
}

function firstTasks({ actors }: Scenario): ActorId[] {
  const isFirst = (actor: Actor): boolean => !comes(actor) && !actor.nested;
  return actors.flatMap((actor, id) => (isFirst(actor) && actors.findIndex((a) => isFirst(a) && a.cpu === actor.cpu) === id ? [id] : []));
}

/** An interrupt, or a thread that one wakes. */
function comes({ context }: Actor): boolean {
  return context !== 'process';
}

/** Nested programs are put on their CPU by what runs them. */
function isTask(scenario: Scenario, actor: Actor): boolean {
  return levelOf(scenario, actor) === 'task' && !actor.nested;
}

const some = (parts: readonly string[]): string => (parts.length ? `(${parts.join(' || ')})` : 'false');

function onCpu(scenario: Scenario, cpu: number): ActorId[] {
  return scenario.actors.flatMap((actor, id) => (actor.cpu === cpu ? [id] : []));
}

function inInterrupt(scenario: Scenario, cpu: number): string {
  return some(onCpu(scenario, cpu).map((id) => (levelOf(scenario, scenario.actors[id]) === 'task' ? `(st[${id}] == ONCPU && bh[${id}] > 0)` : `st[${id}] == ONCPU`)));
}

function hardirqsOn(scenario: Scenario, cpu: number): string {
  return some([`top[${cpu}] == NONE`, ...onCpu(scenario, cpu).filter((id) => scenario.actors[id].context !== 'nmi').map((id) => `(top[${cpu}] == ${id} && irqs[${id}])`)]);
}

function inlines(scenario: Scenario): string[] {
  return [
    'inline push(a, c) { st[a] = ONCPU; below[a] = top[c]; top[c] = a }',
    ...Array.from({ length: scenario.cpus }, (_, cpu) => [
      `inline run_pending${cpu}() {`, '  if',
      ...firstPending(scenario, cpu).map(({ id, when }) => `  :: ${when} && !${inInterrupt(scenario, cpu)} && ${taskIrqs(scenario, cpu)} -> push(${id}, ${cpu})`),
      '  :: else -> skip', '  fi', '}',
    ]).flat(),
  ];
}

/** Softirqs of a CPU in the order of their vectors; each when none before it is pending. */
function firstPending(scenario: Scenario, cpu: number): { id: ActorId; when: string }[] {
  const order = (id: ActorId): number => softirqVectors.indexOf(scenario.actors[id].vector ?? 'rcu');
  const ids = onCpu(scenario, cpu).filter((id) => levelOf(scenario, scenario.actors[id]) === 'softirq' && !scenario.actors[id].nested).sort((x, y) => order(x) - order(y));
  const can = (id: ActorId): string => `(st[${id}] == PENDING && !${elsewhere(scenario, id)})`;
  return ids.map((id, i) => ({ id, when: [can(id), ...ids.slice(0, i).map((other) => `!${can(other)}`)].join(' && ') }));
}

function elsewhere(scenario: Scenario, id: ActorId): string {
  const actor = scenario.actors[id];
  return some(actor.serial ? scenario.actors.flatMap((other, i) => (i !== id && other.serial && other.function === actor.function ? [`st[${i}] == ONCPU`] : [])) : []);
}

function taskIrqs(scenario: Scenario, cpu: number): string {
  return `(${['true', ...onCpu(scenario, cpu).map((id) => `!(st[${id}] == ONCPU && below[${id}] == NONE && !irqs[${id}])`)].join(' && ')})`;
}

/** Tasks that gave up the CPU, and softirqs that ksoftirqd takes. */
function scheduler(scenario: Scenario): string[] {
  const rows = scenario.actors.flatMap((actor, id) => {
    const free = some([`top[${actor.cpu}] == NONE`, ...onCpu(scenario, actor.cpu).filter((t) => t !== id && isTask(scenario, scenario.actors[t])).map((t) => `(top[${actor.cpu}] == ${t} && below[${t}] == NONE && ${mayLose(scenario, t)})`)]);
    const pending = firstPending(scenario, actor.cpu).find((p) => p.id === id)?.when;
    const when = isTask(scenario, actor) ? `st[${id}] == READY` : pending;
    return when ? [`  :: atomic { ${when} && ${free} -> if :: top[${actor.cpu}] != NONE -> st[top[${actor.cpu}]] = READY :: else -> skip fi; top[${actor.cpu}] = NONE; push(${id}, ${actor.cpu}) }`] : [];
  });
  return rows.length ? ['active proctype sched() {', 'end_sched: do', ...rows, '  od', '}'] : [];
}

/** Blocked in a sleeping wait, or preemptible. */
function mayLose(scenario: Scenario, id: ActorId): string {
  const blocked = some(scenario.locks.flatMap((_, lock) => (isSleepingLock(scenario, lock) ? [`waitl[${id}] == ${lock}`] : [])));
  const isPreemptible = scenario.preemption === 'full' || scenario.preemption === 'rt';
  const preemptible = isPreemptible ? `(irqs[${id}] && ${scenario.preemption === 'rt' ? '' : `bh[${id}] == 0 && `}preempt[${id}] == 0 && spinning[${id}] == 0 && waitl[${id}] == NONE)` : 'false';
  return `(${blocked} || waitl[${id}] == ${SLEEPING} || ${preemptible})`;
}

/** `waitl` of one that waits asleep, or spinning, for a callback. */
const SLEEPING = 254;
const SPINNING = 253;

// --- processes -------------------------------------------------------------------------------------------------------------------

interface Writer {
  readonly scenario: Scenario;
  readonly id: ActorId;
  readonly actor: Actor;
  readonly profile: ResilientProfile;
  readonly mine: string;
}

function processOf(scenario: Scenario, id: ActorId): string[] {
  const actor = scenario.actors[id];
  const w: Writer = { scenario, id, actor, profile: profileOf(scenario.kernel), mine: `top[${actor.cpu}] == ${id}` };
  const body = actor.program.flatMap((action, pc) => [`L${pc}: skip;`, ...actionOf(w, action, pc).map((line) => `  ${line}`)]);
  return [`active proctype A${id}() {`, '  go;', ...arrival(w), ...body, `L${actor.program.length}: skip;`, `end_leave: ${leaving(w)}`, '}'];
}

function arrival({ scenario, id, actor }: Writer): string[] {
  const { cpu } = actor;
  if (!comes(actor) || actor.nested) return [];
  const nmi = some(onCpu(scenario, cpu).filter((o) => scenario.actors[o].context === 'nmi').map((o) => `st[${o}] == ONCPU`));
  if (actor.context === 'nmi') return [`end_arrive: atomic { st[${id}] == ABSENT && !${nmi} -> push(${id}, ${cpu}) };`];
  const on = `st[${id}] == ABSENT && ${hardirqsOn(scenario, cpu)}`;
  if (isTask(scenario, actor)) return [`end_arrive: atomic { ${on} -> st[${id}] = READY };`];
  if (actor.context === 'hardirq') return [`end_arrive: atomic { ${on} -> push(${id}, ${cpu}) };`];
  return [`end_arrive: atomic { ${on} -> if :: ${inInterrupt(scenario, cpu)} || ${elsewhere(scenario, id)} -> st[${id}] = PENDING :: else -> push(${id}, ${cpu}) fi };`];
}

function leaving({ scenario, id, actor, mine }: Writer): string {
  const checks = [
    ...(scenario.bad.includes('lock-held-at-exit') ? scenario.locks.map((_, lock) => `assert(holds[${cell(scenario, id, lock)}] == 0 && shares[${cell(scenario, id, lock)}] == 0);`) : []),
    ...(scenario.bad.includes('irqs-left-off') ? [`assert(irqs[${id}] == ${Number(actor.irqs)});`] : []),
    ...(scenario.bad.includes('unbalanced') ? [`assert(bh[${id}] == ${actor.bh});`] : []),
  ];
  const pending = isTask(scenario, actor) ? '' : `; run_pending${actor.cpu}()`;
  return `atomic { ${mine} -> ${checks.join(' ')} st[${id}] = DONE; top[${actor.cpu}] = below[${id}]${pending} }`;
}

function actionOf(w: Writer, action: Action, pc: number): string[] {
  const { id, mine, actor } = w;
  switch (action.do) {
    case 'mask': {
      const pending = action.effect === 'bh-on' ? ` if :: bh[${id}] == 0 -> run_pending${actor.cpu}() :: else -> skip fi` : ' skip';
      return [`end_${pc}: atomic { ${mine} -> started[${id}] = 1; ${maskOf(w, action, action.effect, action.slot)}${pending} };`];
    }
    case 'rcu': return [`end_${pc}: atomic { ${mine} -> started[${id}] = 1; rcu[${id}] = rcu[${id}] + ${action.by} };`];
    case 'sleep': return [`end_${pc}: atomic { ${mine} -> started[${id}] = 1; ${counts(w, 'sleep-in-atomic', action) ? `assert(!${atomic(w)})` : 'skip'} };`];
    case 'invoke': return [`end_${pc}: atomic { ${mine} -> started[${id}] = 1; ${invokeOf(w, action.actor)} };`];
    case 'guard': return guardOf(w, action, pc);
    case 'update': return updateOf(w, action, pc);
    case 'wait': return waitOf(w, action, pc);
    case 'acquire': return action.waiting === 'resilient' ? resilientOf(w, action, pc) : acquireOf(w, action, pc);
    case 'release': return releaseOf(w, action, pc);
    default: return [];
  }
}

function counts({ scenario }: Writer, kind: Scenario['bad'][number], action: Action): boolean {
  return scenario.bad.includes(kind) && action.culprit === true;
}

/** An assertion that counts in the finding's own action, and in the release that ends it. */
function claim(w: Writer, kind: Scenario['bad'][number], action: Action, holds: string): string {
  if (counts(w, kind, action)) return ` assert(${holds});`;
  return w.scenario.bad.includes(kind) && action.do === 'release' && endsCulprit(w, action) ? ` assert(!ends || ${holds});` : '';
}

/** Whether nothing may sleep here, or wait for a lock. */
function atomic({ scenario, actor, id }: Writer, lock?: LockId): string {
  if (levelOf(scenario, actor) !== 'task') return 'true';
  const isRtLock = lock !== undefined && sleepsOnlyHere(scenario, lock);
  const more = [...(isRtLock ? [] : [`rcu[${id}] > 0`, `rtheld[${id}] > 0`]), ...(scenario.preemption === 'rt' ? [] : [`bh[${id}] > 0`])];
  return some([`spinning[${id}] > 0`, `!irqs[${id}]`, `preempt[${id}] > 0`, ...more]);
}

function cell(scenario: Scenario, id: ActorId, lock: LockId): number {
  return id * Math.max(1, scenario.locks.length) + lock;
}

/** Statements that end in a semicolon. */
function maskOf(w: Writer, action: Action, effect: IrqEffect, slot: number): string {
  const { id } = w;
  const s = Math.max(0, slotsOf(w.scenario).indexOf(`${id}:${slot}`));
  const bhCheck = claim(w, 'bh-with-irqs-off', action, `irqs[${id}]`);
  const lower = `sections[${id}] = (sections[${id}] > 0 -> sections[${id}] - 1 : 0);`;
  switch (effect) {
    case 'irq-save': return `saved[${s}] = irqs[${id}]; known[${s}] = 1; irqs[${id}] = 0; sections[${id}]++;`;
    case 'irq-off': return `irqs[${id}] = 0; sections[${id}]++;`;
    case 'irq-on': return `irqs[${id}] = 1; ${lower}${claim(w, 'irqs-enabled', action, `sections[${id}] == 0`)}`;
    case 'irq-restore': return `${lower} irqs[${id}] = (known[${s}] -> saved[${s}] : sections[${id}] == 0);`;
    case 'bh-off': return `bh[${id}]++;${bhCheck}`;
    case 'bh-on': return `bh[${id}]--;${bhCheck}${claim(w, 'unbalanced', action, `(!irqs[${id}] || bh[${id}] >= 0)`)}`;
    case 'preempt-off': return `preempt[${id}]++;`;
    case 'preempt-on': return `preempt[${id}]--;`;
    case 'none': return '';
  }
}

/** Whether the lock can be had. Readers in tasks queue behind writers. */
function free({ scenario, actor }: Writer, { lock, mode }: Pick<Acquire, 'lock' | 'mode'>): string {
  if (scenario.locks[lock].kind === 'local_lock' && scenario.preemption !== 'rt') return 'true';
  if (mode === 'exclusive') return `(ex[${lock}] == 0 && sh[${lock}] == 0)`;
  return actor.context === 'process' ? `(ex[${lock}] == 0 && (sh[${lock}] == 0 || wx[${lock}] == 0))` : `(ex[${lock}] == 0)`;
}

function takeOf({ scenario, id }: Writer, { lock, mode, culprit }: Acquire): string {
  const at = cell(scenario, id, lock);
  const spin = isSleepingLock(scenario, lock) ? (sleepsOnlyHere(scenario, lock) ? ` rtheld[${id}]++;` : '') : ` spinning[${id}]++;`;
  const [word, own] = mode === 'exclusive' ? [`ex[${lock}]`, `holds[${at}]`] : [`sh[${lock}]`, `shares[${at}]`];
  return `${word}++; ${own}++;${culprit && id === scenario.culprit.actor ? ` culprit = ${own};` : ''}${spin}`;
}

function acquireOf(w: Writer, action: Acquire, pc: number): string[] {
  const { scenario, id, mine } = w;
  const sleepCheck = mayBlock(scenario, action) && counts(w, 'sleep-in-atomic', action) ? `assert(!${atomic(w, action.lock)});` : '';
  const effect = maskEffect(scenario, action);
  const masked = `${sleepCheck} started[${id}] = 1; ${maskOf(w, action, effect, action.slot)}`;
  const otherwise = action.otherwise ?? pc + 1;
  const run = action.runs === undefined ? '' : ` ${invokeOf(w, action.runs)};`;
  if (action.waiting === 'try') return [`end_${pc}: atomic { ${mine} -> ${masked} if :: ${free(w, action)} -> ${takeOf(w, action)}${run} goto L${pc + 1} :: else -> ${failing(w, action)} ${maskOf(w, call, counterpart(effect), action.slot)} goto L${otherwise} fi };`];
  const writer = action.mode === 'exclusive' ? [`wx[${action.lock}]++;`, `wx[${action.lock}]--;`] : ['', ''];
  const got = `atomic { ${mine} && ${free(w, action)} -> waitl[${id}] = NONE; ${writer[1]} ${takeOf(w, action)}${run} goto L${pc + 1} }`;
  return [
    `end_${pc}: atomic { ${mine} -> ${masked} if :: ${free(w, action)} -> ${takeOf(w, action)}${run} goto L${pc + 1} :: else -> waitl[${id}] = ${action.lock}; ${writer[0]} ${stickingItself(w, action)} fi };`,
    ...waiting(w, action, pc, got),
  ];
}

/** To wait for ever is a mistake in the finding's own acquisition, and while the lock is what that took; not once somebody else has stuck himself. */
function waiting({ scenario }: Writer, action: Acquire, pc: number, got: string): string[] {
  const isBad = scenario.bad.includes('deadlock');
  if (!isBad || (!action.culprit && action.lock !== scenario.culprit.lock)) return [`end_wait_${pc}: ${got};`];
  const [blamed, passed] = action.culprit ? ['!stuck', 'stuck'] : ['(culprit > 0 && !stuck)', '(culprit == 0 || stuck)'];
  return [`end_wait_${pc}: if :: ${got} :: ${blamed} -> skip fi;`, `wait_${pc}: if :: ${got} :: ${passed} -> goto end_wait_${pc} fi;`];
}

/** Whoever waits for what he holds himself waits for ever. A statement without its semicolon. */
function stickingItself({ scenario, id, actor }: Writer, { lock, mode, culprit }: Acquire): string {
  const takes = actor.program.filter((a) => a.do === 'acquire' && a.lock === lock).length;
  if (culprit || takes < 2 || !scenario.bad.includes('deadlock')) return 'skip';
  const at = cell(scenario, id, lock);
  return `if :: holds[${at}] > 0${mode === 'exclusive' ? ` || shares[${at}] > 0` : ''} -> stuck = 1 :: else -> skip fi`;
}

const call: Action = { function: '', location: { file: '', line: 0, column: 0, endLine: 0, endColumn: 0 }, what: '', do: 'call' };

function releaseOf(w: Writer, action: Release, pc: number): string[] {
  const { scenario, id, mine, actor } = w;
  const at = cell(scenario, id, action.lock);
  const own = action.mode === 'exclusive' ? `holds[${at}]` : `shares[${at}]`;
  const word = action.mode === 'exclusive' ? `ex[${action.lock}]--;` : `sh[${action.lock}]--;`;
  const give = `${endsCulprit(w, action) ? `ends = (culprit == ${own}); if :: ends -> culprit = 0 :: else -> skip fi; ` : ''}${word} ${own}--;${isSleepingLock(scenario, action.lock) ? (sleepsOnlyHere(scenario, action.lock) ? ` rtheld[${id}]--;` : '') : ` spinning[${id}]--;`}`;
  const isFault = scenario.bad.includes('unowned-release') && (action.culprit === true || actor.program.some((a) => a.do === 'acquire' && a.culprit === true && a.lock === action.lock));
  const unowned = `ends = ${Number(isFault)}; ${isFault ? 'assert(false)' : 'skip'}`;
  const mask = maskOf(w, action, maskEffect(scenario, action), action.slot);
  const pending = action.effect === 'bh-on' ? ` if :: bh[${id}] == 0 -> run_pending${actor.cpu}() :: else -> skip fi` : ' skip';
  if (scenario.locks[action.lock].kind !== 'rqspinlock') return [`end_${pc}: atomic { ${mine} -> if :: ${own} > 0 -> ${give} skip :: else -> ${unowned} fi; ${mask}${pending} };`];
  const [first, second] = w.profile.recordsFirst ? [give, `rec[${at}]--;`] : [`rec[${at}]--;`, give];
  return [
    `end_${pc}: atomic { ${mine} -> if :: ${own} > 0 -> ${first} skip :: else -> ${unowned}; ${mask} goto L${pc + 1} fi };`,
    `end_half_${pc}: atomic { ${mine} -> ${second} ${mask}${pending} };`,
  ];
}

/** The release may be that of the finding's own acquisition: `culprit` is how often the lock was held then, 0 when it is not. */
function endsCulprit({ scenario: { actors, culprit }, id }: Writer, { lock, mode }: Release): boolean {
  return id === culprit.actor && actors[id].program.some((a) => a.do === 'acquire' && a.culprit === true && a.lock === lock && a.mode === mode);
}

function waitOf({ scenario, id, mine }: Writer, action: Action & { do: 'wait' }, pc: number): string[] {
  const t = action.actor;
  const busy = t === id ? 'true' : `(st[${t}] == ONCPU || (st[${t}] == READY && started[${t}]))`;
  const cancel = t === id ? '' : ` if :: st[${t}] == ABSENT || st[${t}] == PENDING || st[${t}] == READY -> st[${t}] = CANCELLED :: else -> skip fi;`;
  const label = scenario.bad.includes('deadlock') && action.culprit ? `wait_${pc}` : `end_wait_${pc}`;
  return [
    `end_${pc}: atomic { ${mine} -> started[${id}] = 1; if :: ${busy} -> waitl[${id}] = ${action.sleeps ? SLEEPING : SPINNING} :: else ->${cancel} goto L${pc + 1} fi };`,
    `${label}: atomic { ${mine} && !${busy} -> waitl[${id}] = NONE;${cancel} skip };`,
  ];
}

/** Two steps, a look at the tables, and a timeout that may come whenever it waits. */
function resilientOf(w: Writer, action: Acquire, pc: number): string[] {
  const { scenario, id, mine, actor, profile } = w;
  const at = cell(scenario, id, action.lock);
  const otherwise = action.otherwise ?? pc + 1;
  const forget = profile.recordsFirst ? `rec[${at}]--;` : '';
  const fail = `${failing(w, action)} waitl[${id}] = NONE; ${forget} ${maskOf(w, call, counterpart(action.effect), action.slot)} goto L${otherwise}`;
  const ownCpu = some(onCpu(scenario, actor.cpu).map((o) => (o === id ? `rec[${at}] > ${profile.recordsFirst ? 1 : 0}` : `(st[${o}] == ONCPU && rec[${cell(scenario, o, action.lock)}] > 0)`)));
  const otherCpu = some(scenario.actors.flatMap((_, o) => (o === id ? [] : scenario.locks.map((_, lock) => `(holds[${cell(scenario, o, action.lock)}] > 0 && waitl[${o}] == ${lock} && holds[${cell(scenario, id, lock)}] > 0)`))));
  const beneath = some(onCpu(scenario, actor.cpu).filter((o) => o !== id).map((o) => `(st[${o}] == ONCPU && holds[${cell(scenario, o, action.lock)}] > 0)`));
  const stall = scenario.bad.includes('stall') ? `assert(!${beneath});` : '';
  const run = action.runs === undefined ? '' : ` ${invokeOf(w, action.runs)};`;
  const taken = `${takeOf(w, action)}${run} goto ${profile.recordsFirst ? `L${pc + 1}` : `H${pc}`}`;
  const mask = `started[${id}] = 1; ${maskOf(w, call, action.effect, action.slot)}`;
  const tryOnce = `if :: ${free(w, action)} -> ${taken} :: !${free(w, action)} && ${ownCpu} -> ${fail} :: else -> waitl[${id}] = ${action.lock}; ${stall} skip fi`;
  return [
    ...(profile.recordsFirst ? [`end_rec_${pc}: atomic { ${mine} -> ${mask} rec[${at}]++ };`, `end_${pc}: atomic { ${mine} -> ${tryOnce} };`] : [`end_${pc}: atomic { ${mine} -> ${mask} ${tryOnce} };`]),
    `end_wait_${pc}: if :: atomic { ${mine} && ${free(w, action)} -> waitl[${id}] = NONE; ${taken} } :: atomic { ${mine} && !${free(w, action)} && ${otherCpu} -> ${fail} } :: atomic { ${mine} -> ${fail} } fi;`,
    ...(profile.recordsFirst ? [] : [`H${pc}: skip;`, `end_half_${pc}: atomic { ${mine} -> rec[${at}]++ };`]),
  ];
}
