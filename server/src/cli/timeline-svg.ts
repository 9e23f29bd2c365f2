/** A simulation as a still picture: lanes as lines, steps as marks on them. */

import type { Lane, Simulation, Step } from '../../../engine/src/simulation/types.ts';
import { escape } from './formats/html.ts';
import { place } from './formats/proof.ts';
import { stateOf, textOf } from './timeline.ts';

const ROW = 22;
const LANE = 26;
const LEFT = 30;
/** Of a fixed-width font. */
const CHARACTER = 8;
const COLOURS: Readonly<Record<Lane['context'], string>> = { process: '#0969da', softirq: '#bc4c00', hardirq: '#8250df', nmi: '#cf222e' };

export function timelineSvg(simulation: Simulation, withFix: boolean): string {
  const { lanes } = simulation;
  const run = withFix && simulation.fixed ? simulation.fixed : simulation.run;
  const top = ROW * (lanes.length + 2);
  const text = LEFT + LANE * lanes.length + 10;
  const height = top + ROW * (run.steps.length + 2);
  const locks = withFix && simulation.fixed ? simulation.fixed : simulation;
  const last = simulation.reproduced ? run.explanation : `Not reproduced: ${simulation.reason}`;
  const rows = run.steps.map((step) => wordsOf(step, stateOf(step, lanes, locks.locks, locks.maps)));
  const width = Math.max(600, ...[simulation.message, last].map((line) => 20 + CHARACTER * line.length), ...rows.map((row) => text + 10 + CHARACTER * row.join(' ').length));
  const parts = [
    `<text x="10" y="16" class="head">${escape(simulation.message)}</text>`,
    ...lanes.map((lane, i) => `<text x="${LEFT}" y="${16 + ROW * (i + 1)}" style="fill:${COLOURS[lane.context]}">${escape(`${i + 1}. ${lane.label}: ${lane.function}()`)}</text><text x="${LEFT + LANE * i - 3}" y="${top - 6}" style="fill:${COLOURS[lane.context]}">${i + 1}</text>`),
    ...run.steps.flatMap((step, row) => stepOf(step, row, rows[row], lanes, top, text)),
    `<text x="10" y="${height - 10}" class="${run.bad === 'none' ? 'good' : 'bad'}">${escape(last)}</text>`,
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`, `<title>${escape(simulation.message)}</title>`,
    '<style>text{font:13px ui-monospace,monospace;fill:currentColor}svg{background:#fff;color:#1f2328}.head,.bad,.good{font-weight:600}.bad{fill:#b42318}.good{fill:#1a7f37}.place{fill:#0550ae}.dim{fill:#59636e}</style>',
    ...parts, '</svg>', '',
  ].join('\n');
}

function stepOf(step: Step, row: number, [words, where, state]: readonly string[], lanes: readonly Lane[], top: number, text: number): string[] {
  const y = top + ROW * row + ROW / 2;
  const tracks = lanes.flatMap((lane, i) => {
    const x = LEFT + LANE * i;
    const { stack } = step.cpus[lane.cpu];
    const isThere = stack.includes(lane.actor);
    const line = isThere ? [`<line x1="${x}" x2="${x}" y1="${y - ROW / 2}" y2="${y + ROW / 2}" stroke="${COLOURS[lane.context]}" stroke-width="2"${stack.at(-1) === lane.actor ? '' : ' stroke-dasharray="2 3"'}/>`] : [];
    return step.actor === lane.actor ? [...line, step.kind === 'bad' ? `<text x="${x - 5}" y="${y + 5}" class="bad">✗</text>` : `<circle cx="${x}" cy="${y}" r="5" fill="${step.kind === 'held-off' ? '#fff' : COLOURS[lane.context]}" stroke="${COLOURS[lane.context]}"/>`] : line;
  });
  return [
    ...tracks, `<text x="6" y="${y + 4}" class="dim">${row + 1}</text>`,
    `<text x="${text}" y="${y + 4}"${step.kind === 'bad' ? ' class="bad"' : ''}>${escape(words)} <tspan class="place">${escape(where)}</tspan> <tspan class="dim">${escape(state)}</tspan></text>`,
  ];
}

/** What happens, where, and the machine afterwards. */
function wordsOf(step: Step, state: string): string[] {
  return [textOf(step), place(step.location), state];
}
