/** For people: the line of code, both paths step by step, why it matters and how to fix it. */

import type { Finding, Location, Problem, Report, Severity, Witness } from '../../../../engine/src/rules/types.ts';
import { coverageLines, summaryLine } from './coverage.ts';
import { place, proofLines, proofTitle } from './proof.ts';
import { palette, printable, spread, type Palette } from './terminal.ts';
import type { Format, FormatContext } from './types.ts';

/** Problems beyond these are only counted. */
const SHOWN_PROBLEMS = 10;

export const pretty: Format = {
  name: 'pretty',
  severity: 'warning',
  hasCoverage: true,
  hasFixes: true,
  *render(report, context) {
    const colours = palette(context.hasColour);
    for (const finding of report.findings) yield renderFinding(finding, context, colours);
    yield renderProblems(report.problems, colours);
    yield renderSummary(report, context, colours);
  },
};

function renderFinding(finding: Finding, context: FormatContext, colours: Palette): string {
  const { location, witnesses, severity, message, rule } = finding;
  const gutter = gutterWidth([location, ...witnesses.map(lastLocation)]);
  const lines = [
    `${severityColour(severity, colours)(`${severity}[${rule}]`)}: ${colours.bold(printable(message))}`,
    `${' '.repeat(gutter)}${colours.cyan('-->')} ${shown(location)}:${location.column}${finding.function && ` in ${finding.function}()`}`,
    ...frame(location, '^', gutter, context, severityColour(severity, colours), colours),
    ...witnesses.flatMap((witness, i) => renderWitness(witness, i, finding, gutter, context, colours)),
    ...renderWhy(finding, gutter, context, colours),
  ];
  return lines.join('\n') + '\n\n';
}

/** The side's steps; where it ends elsewhere than the finding stands, its code as well. */
function renderWitness(witness: Witness, index: number, finding: Finding, gutter: number, context: FormatContext, colours: Palette): string[] {
  const steps = proofLines(witness);
  const width = Math.max(...steps.map(({ location }) => shown(location).length));
  const margin = ' '.repeat(gutter + 1);
  const last = lastLocation(witness);
  return [
    `${margin}${colours.bold(proofTitle(witness, index, finding.witnesses.length))}`,
    ...steps.map(({ location, depth, text }) => `${margin}  ${colours.cyan(shown(location).padEnd(width))}  ${'  '.repeat(depth)}${printable(text)}`),
    ...(place(last) === place(finding.location) ? [] : frame(last, '~', gutter, context, colours.cyan, colours)),
  ];
}

function renderWhy({ rule, advice, fixes }: Finding, gutter: number, { rules }: FormatContext, colours: Palette): string[] {
  const margin = ' '.repeat(gutter);
  const known = rules.find(({ name }) => name === rule);
  return [
    ...(known ? [`${margin}${colours.cyan('=')} ${colours.bold('why')}: ${known.summary}`] : []),
    ...(known?.lockdep ? [`${margin}${colours.cyan('=')} ${colours.bold('lockdep')}: ${known.lockdep}`] : []),
    ...(advice ? [`${margin}${colours.cyan('=')} ${colours.bold('fix')}: ${printable(advice)}`] : []),
    ...(fixes.length ? [`${margin}${colours.cyan('=')} ${colours.bold('quick fix')}: ${printable(fixes[0].title)}`] : []),
  ];
}

/** Three lines around one of source: empty gutter, source, underline. Nothing where the source cannot be read. */
function frame(location: Location, mark: string, gutter: number, { readLine }: FormatContext, colour: (text: string) => string, colours: Palette): string[] {
  const line = readLine(location.file, location.line);
  if (line === undefined) return [];
  const end = location.endLine > location.line ? line.length + 1 : location.endColumn;
  const { text, start, width } = spread(line, location.column, Math.min(end, line.length + 1));
  const bar = colours.cyan('|');
  const empty = `${' '.repeat(gutter)} ${bar}`;
  return [empty, `${colours.cyan(String(location.line).padStart(gutter))} ${bar} ${text.trimEnd()}`, `${empty} ${' '.repeat(start)}${colour(mark.repeat(width))}`];
}

function renderProblems(problems: readonly Problem[], colours: Palette): string {
  if (!problems.length) return '';
  const lines = problems.slice(0, SHOWN_PROBLEMS).map(({ file, line, message }) => `  ${colours.cyan(printable(file) + (line ? `:${line}` : ''))}: ${printable(message)}`);
  if (problems.length > SHOWN_PROBLEMS) lines.push(`  … and ${problems.length - SHOWN_PROBLEMS} more`);
  return `${colours.bold('Not analysed, or not completely:')}\n${lines.join('\n')}\n\n`;
}

function renderSummary(report: Report, { elapsed, root }: FormatContext, colours: Palette): string {
  const colour = report.findings.length ? colours.bold : colours.green;
  return [
    colour(summaryLine(report, elapsed)),
    ...coverageLines(report).map((line) => colours.dim(`  ${line}`)),
    ...(root ? [colours.dim(`  paths are relative to ${printable(root)}`)] : []),
  ].join('\n') + '\n';
}

function severityColour(severity: Severity, { red, yellow, cyan }: Palette): (text: string) => string {
  return severity === 'error' ? red : severity === 'warning' ? yellow : cyan;
}

function shown(location: Location): string {
  return printable(place(location));
}

function lastLocation({ entry, steps }: Witness): Location {
  return steps.length ? steps[steps.length - 1].location : entry.location;
}

function gutterWidth(locations: readonly Location[]): number {
  return Math.max(...locations.map(({ line }) => String(line).length));
}
