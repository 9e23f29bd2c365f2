/** A simulation as text: a lane for each CPU and context, one step a line, who owns which lock and what is masked. */

import type { CpuView, FixedRun, Lane, LockSpec, Preemption, Run, Simulation, Step } from '../../../engine/src/simulation/types.ts';
import { place } from './formats/proof.ts';
import { printable, type Palette } from './formats/terminal.ts';

export function timelineText(simulation: Simulation, colours: Palette, withFix: boolean): string {
  const { message, location, rule, reason, fixed, splat, run, preemption } = simulation;
  const lines = [`${colours.bold(rule)}: ${printable(message)}`, `  ${colours.cyan(printable(place(location)))}`, ...kernels[preemption], ''];
  if (!simulation.reproduced) return `${[...lines, `Not reproduced: ${printable(reason)}`].join('\n')}\n`;
  if (!withFix) lines.push(...runLines(simulation.lanes, { ...simulation, ...run }, colours), '', colours.red(printable(run.explanation)), '', ...(splat ? [...splat.split('\n').map(printable), ''] : []));
  if (fixed) lines.push(colours.bold(`${cap(fixed.title)} (${howOf(fixed)}):`), '', ...(withFix ? [...runLines(simulation.lanes, fixed, colours), ''] : []), (fixed.bad === 'none' ? colours.green : colours.red)(printable(fixed.explanation)));
  return `${lines.join('\n')}\n`;
}

/** What is not the usual model. */
const kernels: Readonly<Record<Preemption, readonly string[]>> = { full: [], none: ['  on a kernel with PREEMPT_NONE'], voluntary: ['  on a kernel with PREEMPT_VOLUNTARY'], rt: ['  on a kernel with PREEMPT_RT'] };

function howOf({ by, mended }: FixedRun): string {
  if (by === 'edits') return 'the offered fix, applied and analysed again';
  return mended === undefined ? "the rule's advice" : `the rule's advice; with the fix "${printable(mended)}" the finding is gone from the analysis`;
}

function cap(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function runLines(lanes: readonly Lane[], { steps, locks, maps }: Pick<Simulation, 'locks' | 'maps'> & Pick<Run, 'steps'>, colours: Palette): string[] {
  const count = String(steps.length).length;
  const margin = ' '.repeat(count + 2);
  const head = lanes.map((lane, i) => `${margin}${lanes.slice(0, i).map(() => '│ ').join('')}${colours.bold(printable(lane.label))}: ${printable(lane.function)}()`);
  const width = Math.max(...steps.map((s) => textOf(s).length));
  const where = Math.max(...steps.map((s) => printable(place(s.location)).length));
  return [
    ...head,
    ...steps.map((step, i) => {
      const tracks = lanes.map((lane) => colourOf(step, lane, colours)(glyph(step, lane))).join(' ');
      const text = textOf(step).padEnd(width);
      return `${String(i + 1).padStart(count)}  ${tracks}  ${step.kind === 'bad' ? colours.red(text) : text}  ${colours.cyan(printable(place(step.location)).padEnd(where))}  ${colours.dim(stateOf(step, lanes, locks, maps))}`;
    }),
  ];
}

export function textOf({ function: name, what, kind, time }: Step): string {
  const shown = kind === 'run' || kind === 'wait' || kind === 'bad' ? (what.startsWith(`${name}()`) ? what : `${name}() ${what}`) : what;
  return printable(time ? `[${time} ms] ${shown}` : shown);
}

/** ● acts, ✗ goes wrong, │ is on its CPU, ┊ is interrupted, ~ pending or waiting for its CPU, · not there. */
function glyph(step: Step, { actor, cpu }: Lane): string {
  if (step.actor === actor) return step.kind === 'bad' ? '✗' : step.kind === 'held-off' ? '~' : '●';
  const { stack, pending } = step.cpus[cpu];
  if (stack.at(-1) === actor) return '│';
  return stack.includes(actor) ? '┊' : pending.includes(actor) ? '~' : '·';
}

function colourOf(step: Step, lane: Lane, { red, green, dim }: Palette): (text: string) => string {
  return step.actor !== lane.actor ? dim : step.kind === 'bad' ? red : green;
}

/** `list_lock: CPU0 task ← CPU0 softirq; CPU0 softirqs off`: owners, waiters, and what is masked. */
export function stateOf(step: Step, lanes: readonly Lane[], locks: readonly LockSpec[], maps: readonly string[]): string {
  const label = (actor: number): string => lanes[actor].label;
  const owned = step.locks.flatMap(({ owners, waiters }, lock) => {
    if (!owners.length && !waiters.length) return [];
    return `${locks[lock].name}: ${owners.map(label).join(' and ') || 'free'}${waiters.map((w) => ` ← ${label(w)}`).join('')}`;
  });
  const held = step.maps.map((keys, map) => `${maps[map]} holds ${keys.join(', ') || 'nothing'}`);
  return printable([...owned, ...held, ...step.cpus.flatMap(maskText)].join('; '));
}

function maskText({ irqs, bh }: CpuView, cpu: number): string[] {
  const off = [...(irqs ? [] : ['hardirqs']), ...(bh ? [] : ['softirqs'])];
  return off.length ? [`CPU${cpu} ${off.join(' and ')} off`] : [];
}
