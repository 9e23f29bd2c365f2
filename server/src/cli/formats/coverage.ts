/** What a run saw and what it did not see, in words. */

import { severities } from '../../../../engine/src/rules/severity.ts';
import type { Finding, Report } from '../../../../engine/src/rules/types.ts';

/** `2 errors and 1 warning in 40 files, 1203 functions, 2.1 s`. `elapsed` in milliseconds. */
export function summaryLine({ findings, coverage }: Report, elapsed: number): string {
  const time = elapsed < 10_000 ? `${(elapsed / 1000).toFixed(1)} s` : `${Math.round(elapsed / 1000)} s`;
  return `${countFindings(findings)} in ${count(coverage.files, 'file')}, ${count(coverage.functions, 'function')}, ${time}`;
}

/** Fragments, one for each thing that limits what silence means. */
export function coverageLines({ coverage: c, problems }: Report): string[] {
  return [
    `${share(c.functionsWithContext, c.functions)} functions have a proved context`,
    `${share(c.callsUnresolved, c.calls)} calls go through pointers without a known target`,
    `${share(c.locksUnknown, c.acquisitions)} acquisitions take a lock whose class is not known`,
    ...(c.functionsDamaged ? [`${count(c.functionsDamaged, 'function')} could not be read completely`] : []),
    ...(problems.length ? [`${count(problems.length, 'problem')} with files; --format json lists all`] : []),
  ];
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function countFindings(findings: readonly Finding[]): string {
  const parts = severities.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const).filter(([, n]) => n > 0);
  if (!parts.length) return 'no findings';
  return parts.map(([severity, n]) => (severity === 'info' ? `${n} info` : count(n, severity))).join(', ');
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${whole ? ((100 * part) / whole).toFixed(1) : '0.0'} %)`;
}
