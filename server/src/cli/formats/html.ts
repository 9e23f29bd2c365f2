/** One self-contained page: findings with both paths and their replays, for people who were sent the artefact of a CI run. */

import { createHash } from 'node:crypto';
import type { Finding, Report, Witness } from '../../../../engine/src/rules/types.ts';
import type { Simulation } from '../../../../engine/src/simulation/types.ts';
import { summaryLine } from './coverage.ts';
import { place, proofLines, proofTitle } from './proof.ts';
import type { Format, FormatContext } from './types.ts';

export const html: Format = {
  name: 'html',
  severity: 'warning',
  hasCoverage: true,
  hasFixes: false,
  hasSimulations: true,
  *render(report, context) {
    yield headOf('lockctx', context);
    yield `<h1>lockctx</h1>\n<p>${escape(summaryLine(report, context.elapsed))}</p>\n`;
    for (const finding of report.findings) yield findingOf(finding, context);
    yield problemsOf(report);
    yield footOf(context);
  },
};

/** The page of one finding, its replay open. */
export function replayPage(finding: Finding, simulation: Simulation, context: Pick<FormatContext, 'asset'>): string {
  return `${headOf(`lockctx: ${finding.rule}`, context)}<h1>${escape(finding.rule)}</h1>\n<p>${escape(finding.message)}</p>\n<p><code>${escape(place(finding.location))}</code></p>\n${dataOf(simulation)}${footOf(context)}`;
}

function headOf(title: string, { asset }: Pick<FormatContext, 'asset'>): string {
  const script = asset?.('report.js') ?? '';
  const style = asset?.('simulator.css') ?? '';
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    '<!DOCTYPE html>', '<html lang="en">', '<head>', '<meta charset="utf-8">', '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}">`,
    `<title>${escape(title)}</title>`, `<style>${style}</style>`, '</head>', '<body>', '',
  ].join('\n');
}

function footOf({ asset }: Pick<FormatContext, 'asset'>): string {
  return `<script>${asset?.('report.js') ?? ''}</script>\n</body>\n</html>\n`;
}

function findingOf(finding: Finding, { simulations }: FormatContext): string {
  const simulation = simulations?.get(finding.fingerprint)?.simulation;
  return [
    '<details class="finding">',
    `<summary><span class="severity ${finding.severity}">${finding.severity}</span> <code>${escape(finding.rule)}</code> <code>${escape(place(finding.location))}</code> ${escape(finding.message)}</summary>`,
    ...finding.witnesses.map((witness, i) => witnessOf(witness, i, finding.witnesses.length)),
    ...(finding.advice ? [`<p>${escape(finding.advice)}</p>`] : []),
    ...(simulation ? [simulation.reproduced ? dataOf(simulation) : `<p>Not replayed: ${escape(simulation.reason)}</p>`] : []),
    '</details>', '',
  ].join('\n');
}

function witnessOf(witness: Witness, index: number, count: number): string {
  const steps = proofLines(witness).map(({ location, text }) => `<li><code>${escape(place(location))}</code> ${escape(text)}</li>`);
  return `<p>${escape(proofTitle(witness, index, count))}</p>\n<ol class="steps">${steps.join('')}</ol>`;
}

/** Data for the page's script; no text in it can end the element. */
function dataOf(simulation: Simulation): string {
  return `<div class="replay"><script type="application/json">${JSON.stringify(simulation).replace(/</g, '\\u003c')}</script></div>\n`;
}

function problemsOf({ problems }: Report): string {
  if (!problems.length) return '';
  return `<h2>Not analysed, or not completely</h2>\n<ul>${problems.map(({ file, line, message }) => `<li><code>${escape(file)}${line ? `:${line}` : ''}</code> ${escape(message)}</li>`).join('')}</ul>\n`;
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
