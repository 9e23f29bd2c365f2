/** For programs: the result format, version 1. */

import type { Finding, Fix, Location, Report, Witness } from '../../../../engine/src/rules/types.ts';
import type { Format, TimedSimulation } from './types.ts';

export const json: Format = {
  name: 'json',
  severity: 'hint',
  hasCoverage: true,
  hasFixes: true,
  *render(report, { elapsed, simulations }) {
    yield `{"version":1,\n"summary":${JSON.stringify(summaryOf(report, elapsed))},\n"findings":[`;
    yield* separated(report.findings.map((finding) => findingOf(finding, simulations?.get(finding.fingerprint))));
    yield '],\n"problems":[';
    yield* separated(report.problems.map(({ file, line, message }) => ({ file, line, message })));
    yield ']}\n';
  },
};

/** One value a line: the whole is never one string. */
function* separated(values: readonly unknown[]): Generator<string> {
  let comma = '\n';
  for (const value of values) {
    yield comma + JSON.stringify(value);
    comma = ',\n';
  }
  if (values.length) yield '\n';
}

function summaryOf({ findings, coverage }: Report, elapsed: number): unknown {
  return { files: coverage.files, functions: coverage.functions, findings: findings.length, elapsedMs: Math.round(elapsed), coverage };
}

export function findingOf(finding: Finding, timed?: TimedSimulation): unknown {
  const { rule, severity, message, fingerprint, location, lockClass, witnesses, fixes } = finding;
  return {
    rule, severity, message, fingerprint, ...rangeOf(location), function: finding.function, lockClass, ...(finding.kernels?.length && { kernels: finding.kernels }),
    witnesses: witnesses.map(witnessOf), fixes: fixes.map(fixOf), ...(timed && { simulation: simulationOf(timed) }),
  };
}

/** Whether the finding replays, and whether it still does with an offered fix applied (`by` edits) or its advice followed: `bad` is then `none`. */
function simulationOf({ simulation: { reproduced, reason, run, fixed }, milliseconds }: TimedSimulation): unknown {
  return {
    reproduced, ...(reason && { reason }), bad: run.bad, steps: run.steps.length, states: run.states,
    ...(fixed && { fixed: { by: fixed.by, title: fixed.title, ...(fixed.mended && { mended: fixed.mended }), bad: fixed.bad, states: fixed.states, complete: fixed.complete } }), milliseconds: Math.round(milliseconds * 10) / 10,
  };
}

export function witnessOf({ context, entry, steps }: Witness): unknown {
  return {
    context,
    entry: { function: entry.function, file: entry.location.file, line: entry.location.line, via: entry.via },
    steps: steps.map((step) => ({ function: step.function, file: step.location.file, line: step.location.line, what: step.what })),
  };
}

function fixOf({ title, edits }: Fix): unknown {
  return { title, edits: edits.map(({ location, newText }) => ({ ...rangeOf(location), newText })) };
}

function rangeOf({ file, line, column, endLine, endColumn }: Location): Location {
  return { file, line, column, endLine, endColumn };
}
