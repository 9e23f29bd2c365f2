/** The report as the kernel would make it, in our own layout: lockdep's words with the source's functions and lines. */

import type { Finding } from '../rules/types.ts';
import type { Location } from '../source/location.ts';
import { isSleepingLock } from './locks.ts';
import type { Acquire, Action, ActorId, LockId, Run, Scenario, Step } from './types.ts';

export function splatOf(scenario: Scenario, finding: Finding, run: Run): string {
  const body = writers[finding.rule]?.({ scenario, finding, run }) ?? [];
  if (body.length === 0) return '';
  const table = run.bad === 'deadlock' ? unsafeScenario(scenario, run) : [];
  return [RULER, ...body, ...(table.length ? ['', ...table] : []), RULER].join('\n');
}

const RULER = '='.repeat(54);

interface Subject {
  readonly scenario: Scenario;
  readonly finding: Finding;
  readonly run: Run;
}

type Writer = (subject: Subject) => readonly string[];

const writers: Readonly<Record<string, Writer>> = {
  'softirq-unsafe-lock': (s) => usage(s, 'SOFTIRQ', 0, 1),
  'hardirq-unsafe-lock': (s) => usage(s, 'HARDIRQ', 0, 1),
  'nmi-unsafe-lock': (s) => usage(s, 'NMI', 1, 0),
  'bpf-nmi-map-op': (s) => usage(s, 'NMI', 1, 0),
  'bpf-shared-ringbuf': ({ scenario, run }) => [`rqspinlock of ${scenario.locks[0].name} timed out after 250 ms`, `${runs(scenario, 0)}`, `  at: ${at(run.steps.at(-1)!)}`],
  'bpf-recursion': nested,
  'irq-inversion': inversion,
  'lock-inversion': circular,
  'sync-wait-deadlock': circular,
  'recursive-lock': recursive,
  'sleep-in-atomic': sleeping,
  'lock-leak': ({ scenario, run }) => ['WARNING: lock held when returning', `${runs(scenario, 0)} is leaving with a lock still held:`, ...taken(scenario, 0).map((l) => `  ${l}`), `  at: ${at(run.steps.at(-1)!)}`],
  'bh-lock-in-hardirq': (s) => warning(s, 'softirqs masked or unmasked with hardirqs off'),
  'irq-enable-in-atomic': (s) => warning(s, 'hardirqs enabled where they were off already'),
  'mismatched-unlock': (s) => warning(s, s.run.bad === 'irqs-left-off' ? 'returned with hardirqs off' : 'unbalanced lock release'),
  'unchecked-rqspinlock': (s) => warning(s, 'release of a lock that is not held'),
};

/** `inconsistent {SOFTIRQ-ON-W} -> {IN-SOFTIRQ-W} usage`; W for exclusive, R for shared. */
function usage({ scenario }: Subject, word: string, unsafe: ActorId, safe: ActorId): string[] {
  const lock = scenario.culprit.lock;
  const before = acquisitionOf(scenario, unsafe, lock);
  const after = acquisitionOf(scenario, safe, lock);
  if (!before || !after) return waitingUsage(scenario);
  const old = word === 'NMI' ? 'INITIAL USE' : `${word}-ON-${letter(before)}`;
  return [
    'WARNING: inconsistent lock state',
    `inconsistent {${old}} -> {IN-${word}-${letter(after)}} usage.`,
    `${runs(scenario, safe)} takes:`, `  ${scenario.locks[lock].name}, at: ${at(after)}`,
    `{${old}} state was registered at:`, `  ${at(before)}`, ...chain(scenario, unsafe, before),
  ];
}

/** Nothing is printed where the helper only fails. */
function nested({ scenario, run }: Subject): string[] {
  if (run.bad === 'stall') return [`rqspinlock of ${scenario.locks[0].name} timed out after 250 ms`, `${runs(scenario, 0)}`, `  at: ${at(run.steps.at(-1)!)}`];
  const holder = scenario.actors.findIndex((_, id) => id !== 0 && acquisitionOf(scenario, id, 0));
  if (run.bad !== 'deadlock' || holder === -1) return [];
  return ['WARNING: possible recursive locking detected', `${runs(scenario, 0)} is trying to acquire lock:`, `  ${scenario.locks[0].name}, at: ${at(run.steps.at(-1)!)}`, 'but task is already holding lock:', `  ${scenario.locks[0].name}, at: ${at(acquisitionOf(scenario, holder, 0)!)}`];
}

/** A wait in hardirq for a timer that it may have interrupted. */
function waitingUsage(scenario: Scenario): string[] {
  const { actor, action } = scenario.culprit;
  return ['WARNING: inconsistent lock state', 'inconsistent {HARDIRQ-ON-W} -> {IN-HARDIRQ-W} usage.', `${runs(scenario, actor)} waits:`, `  at: ${at(scenario.actors[actor].program[action])}`];
}

function inversion({ scenario }: Subject): string[] {
  const word = scenario.actors[2].context.toUpperCase();
  const [unsafe, dependency, safe] = scenario.actors.map((actor) => actor.program.filter((a): a is Acquire => a.do === 'acquire'));
  const to = scenario.culprit.lock;
  return [
    'WARNING: possible irq lock inversion dependency detected',
    `${runs(scenario, 2)} takes a ${word}-safe lock:`, `  at: ${at(safe.at(-1)!)}`,
    `but this lock took another, ${word}-unsafe lock in the past:`, `  ${scenario.locks[to].name}, at: ${at(dependency.find((a) => a.lock === to) ?? dependency.at(-1)!)}`,
    `which is taken with interrupts on:`, `  at: ${at(unsafe.find((a) => a.lock === to) ?? unsafe[0])}`,
  ];
}

function circular({ scenario, run }: Subject): string[] {
  const waiting = scenario.actors.flatMap((_, id) => {
    const last = run.steps.findLast((s) => s.actor === id && (s.kind === 'wait' || s.kind === 'bad'));
    return last ? [`${runs(scenario, id)}`, `  ${last.what}, at: ${at(last)}`, ...taken(scenario, id).map((l) => `  with ${l}`)] : [];
  });
  return ['WARNING: possible circular locking dependency detected', ...waiting];
}

function recursive({ scenario, run }: Subject): string[] {
  const last = run.steps.at(-1)!;
  const { lock } = scenario.culprit;
  const first = acquisitionOf(scenario, 0, lock);
  return ['WARNING: possible recursive locking detected', `${runs(scenario, 0)} is trying to acquire lock:`, `  ${scenario.locks[lock]?.name}, at: ${at(last)}`, 'but task is already holding lock:', `  ${scenario.locks[lock]?.name}, at: ${first ? at(first) : '?'}`];
}

function sleeping({ scenario, run }: Subject): string[] {
  const last = run.steps.at(-1)!;
  const cpu = last.cpus[last.cpu];
  const actor = scenario.actors[last.actor];
  return [
    `BUG: sleeping function called from invalid context at ${place(last.location)}`,
    `in_atomic(): ${actor.context === 'process' && cpu.preemptible ? 0 : 1}, irqs_disabled(): ${cpu.irqs ? 0 : 1}, in_${actor.context === 'process' ? 'task' : actor.context}(): 1, name: ${actor.function}`,
    ...taken(scenario, last.actor).map((l) => `  with ${l}`), `  at: ${at(last)}`,
  ];
}

function warning({ scenario, run }: Subject, what: string): string[] {
  const last = run.steps.at(-1)!;
  return [`WARNING: ${what}`, `${runs(scenario, last.actor)}`, `  ${last.what}, at: ${at(last)}`];
}

// --- Possible unsafe locking scenario ---------------------------------------------------------------------------------------------

/** One column a CPU, one line a lock or interrupt, in the order of the replay. */
function unsafeScenario(scenario: Scenario, run: Run): string[] {
  const rows = run.steps.flatMap((step) => rowOf(scenario, step));
  if (rows.length === 0) return [];
  const width = Math.max(12, ...rows.map((r) => r.text.length)) + 3;
  const line = (cells: readonly string[]): string => `    ${cells.map((c) => c.padEnd(width)).join('')}`.trimEnd();
  const cpus = Array.from({ length: scenario.cpus }, (_, cpu) => cpu);
  return [
    ' Possible unsafe locking scenario:', '',
    line(cpus.map((cpu) => `CPU${cpu}`)), line(cpus.map(() => '----')),
    ...rows.map(({ cpu, text }) => line(cpus.map((c) => (c === cpu ? text : '')))),
    '', ' *** DEADLOCK ***',
  ];
}

function rowOf(scenario: Scenario, step: Step): { cpu: number; text: string }[] {
  const depth = Math.max(0, step.cpus[step.cpu].stack.indexOf(step.actor));
  const indent = '  '.repeat(depth);
  if (step.kind === 'arrive') return depth > 0 ? [{ cpu: step.cpu, text: scenario.actors[step.actor].nested ? '<attached program>' : '<Interrupt>' }] : [];
  const lock = scenario.locks.findIndex((_, id) => step.locks[id].waiters.includes(step.actor) || (step.locks[id].owners.includes(step.actor) && takesHere(scenario, step, id)));
  if (step.kind === 'wait' || step.kind === 'bad') return [{ cpu: step.cpu, text: `${indent}${lock === -1 ? step.what : `lock(${scenario.locks[lock].name});`}` }];
  const taken = scenario.locks.findIndex((_, id) => takesHere(scenario, step, id));
  return taken === -1 ? [] : [{ cpu: step.cpu, text: `${indent}lock(${scenario.locks[taken].name});` }];
}

function takesHere(scenario: Scenario, step: Step, lock: LockId): boolean {
  return scenario.actors[step.actor].program.some((a) => a.do === 'acquire' && a.lock === lock && sameText(a, step));
}

function sameText(action: Action, step: Step): boolean {
  return action.location.line === step.location.line && action.location.file === step.location.file && step.what.startsWith(action.what);
}

// --- words -------------------------------------------------------------------------------------------------------------------------

function acquisitionOf(scenario: Scenario, actor: ActorId, lock: LockId): Acquire | undefined {
  return scenario.actors[actor]?.program.find((a): a is Acquire => a.do === 'acquire' && a.lock === lock);
}

function letter(action: Acquire): 'W' | 'R' {
  return action.mode === 'shared' ? 'R' : 'W';
}

/** `reap/softirq (timer) on CPU0 [HC0 SC1]`: in hardirq, in softirq. */
function runs(scenario: Scenario, id: ActorId): string {
  const { function: name, context, cpu, name: who } = scenario.actors[id];
  return `${name}/${who} on CPU${cpu} [HC${context === 'hardirq' || context === 'nmi' ? 1 : 0} SC${context === 'softirq' ? 1 : 0}]`;
}

function at({ function: name, location }: { readonly function: string; readonly location: Location }): string {
  return `${name}() ${place(location)}`;
}

function place({ file, line }: Location): string {
  return `${file}:${line}`;
}

/** Calls that lead to an action. */
function chain(scenario: Scenario, id: ActorId, action: Action): string[] {
  const { program } = scenario.actors[id];
  const open: Action[] = [];
  for (const a of program.slice(0, program.indexOf(action))) {
    if (a.do === 'call' && a.what.startsWith('calls ')) open.push(a);
    if (a.do === 'return') open.pop();
  }
  return open.reverse().map((a) => `  ${at(a)}`);
}

/** Locks that an actor takes and has not released when its program first waits or ends. */
function taken(scenario: Scenario, id: ActorId): string[] {
  const open: Acquire[] = [];
  for (const a of scenario.actors[id].program) {
    if (a.culprit) break;
    if (a.do === 'acquire') open.push(a);
    if (a.do === 'release') open.splice(open.findLastIndex((o) => o.lock === a.lock), 1);
  }
  return open.map((a) => `${scenario.locks[a.lock].name} held${isSleepingLock(scenario, a.lock) ? '' : ' (spinning)'}, taken at ${at(a)}`);
}

