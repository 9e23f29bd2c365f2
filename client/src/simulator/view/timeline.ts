/** The timeline: a column for each CPU and context, a row for each step. Rows are made once; stepping only marks one of them. */

import type { Lane, Run, Step } from '../../../../engine/src/simulation/types.ts';
import { element } from './dom.ts';

export interface Timeline {
  readonly root: HTMLElement;
  /** Marks a step, 0-based, and brings it into view. */
  show(step: number): void;
}

export function createTimeline(lanes: readonly Lane[], run: Run, onPick: (step: number) => void): Timeline {
  const rows = run.steps.map((step, i) => rowOf(step, i, lanes));
  const body = element('tbody', {}, rows);
  const root = element('table', { class: 'timeline', 'aria-label': 'Steps' }, [headOf(lanes), body]);
  body.addEventListener('click', (event) => {
    const row = (event.target as HTMLElement).closest('tr');
    if (row) onPick(rows.indexOf(row as HTMLTableRowElement));
  });
  let current = -1;
  return {
    root,
    show(step) {
      if (step === current) return;
      rows[current]?.removeAttribute('aria-current');
      current = step;
      rows[step]?.setAttribute('aria-current', 'step');
      rows[step]?.scrollIntoView({ block: 'nearest' });
    },
  };
}

function headOf(lanes: readonly Lane[]): HTMLElement {
  const columns = lanes.map((lane) => element('th', { scope: 'col', class: `lane ${lane.context}`, title: lane.via && `entered by ${lane.via}` }, [element('span', { class: 'where' }, [lane.label]), element('code', {}, [`${lane.function}()`])]));
  return element('thead', {}, [element('tr', {}, [element('th', { scope: 'col', class: 'number' }, ['#']), ...columns, element('th', { scope: 'col' }, ['What happens']), element('th', { scope: 'col' }, ['Where'])])]);
}

function rowOf(step: Step, index: number, lanes: readonly Lane[]): HTMLTableRowElement {
  const cells = lanes.map((lane) => {
    const state = laneState(step, lane);
    return element('td', { class: `track ${lane.context} ${state}` }, [element('span', state === 'absent' ? { class: 'mark' } : { class: 'mark', role: 'img', 'aria-label': words[state], title: words[state] }, [])]);
  });
  return element('tr', { class: step.kind }, [
    element('td', { class: 'number' }, [String(index + 1)]), ...cells,
    element('td', { class: 'what' }, [textOf(step)]), element('td', { class: 'place' }, [`${step.location.file}:${step.location.line}`]),
  ]);
}

export type LaneState = 'acts' | 'fatal' | 'held-off' | 'running' | 'interrupted' | 'pending' | 'absent';

const words: Readonly<Record<LaneState, string>> = { acts: 'acts', fatal: 'goes wrong', 'held-off': 'held off', running: 'on its CPU', interrupted: 'interrupted', pending: 'pending', absent: 'not there' };

/** What a lane shows beside a step. */
export function laneState(step: Step, { actor, cpu }: Pick<Lane, 'actor' | 'cpu'>): LaneState {
  if (step.actor === actor) return step.kind === 'bad' ? 'fatal' : step.kind === 'held-off' ? 'held-off' : 'acts';
  const { stack, pending } = step.cpus[cpu];
  if (stack.at(-1) === actor) return 'running';
  return stack.includes(actor) ? 'interrupted' : pending.includes(actor) ? 'pending' : 'absent';
}

/** A step as people read it. */
export function textOf({ function: name, what, kind, time }: Step): string {
  const isAction = kind === 'run' || kind === 'wait' || kind === 'bad';
  const text = isAction && !what.startsWith(`${name}()`) ? `${name}() ${what}` : what;
  return time ? `[${time} ms] ${text}` : text;
}
