/** Preferred fixes applied to texts, and proved: what makes anything worse, or does not mend its finding, is taken back. */

import type { FileFacts } from '../../../engine/src/facts/types.ts';
import { applyEdits } from '../../../engine/src/fixes/apply.ts';
import type { Finding, Fix, Report } from '../../../engine/src/rules/types.ts';
import type { Session } from '../../../engine/src/session.ts';

export interface FixRunOptions {
  readonly session: Session;
  /** The text on disk; undefined where it cannot be read. */
  readonly textOf: (path: string) => string | undefined;
  readonly extract: (path: string, text: string) => FileFacts;
  /** Findings to be mended. */
  readonly isWanted: (finding: Finding) => boolean;
  /** Files that may be changed. */
  readonly mayEdit: (path: string) => boolean;
}

export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface FixRun {
  readonly applied: readonly AppliedFix[];
  /** Offered, applied and taken back. */
  readonly refused: readonly AppliedFix[];
  /** Texts by path, of the files that end up different. */
  readonly changed: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** What is left. */
  readonly report: Report;
}

/** One fix may make room for the next: rounds, until nothing is left to do. Each analyses the program anew. */
const MAX_ROUNDS = 12;
const MAX_TRIES = 4;

export function runFixes(first: Report, options: FixRunOptions): FixRun {
  const texts = new Map<string, string>();
  const applied: AppliedFix[] = [];
  const refused: AppliedFix[] = [];
  const textOf = (path: string): string | undefined => texts.get(path) ?? options.textOf(path);
  let report = first;

  for (let round = 0; round < MAX_ROUNDS; round++) {
    const isRefused = ({ finding, fix }: AppliedFix): boolean => refused.some((r) => r.finding.fingerprint === finding.fingerprint && r.fix.title === fix.title);
    let chosen = choose(report, textOf, options).filter((c) => !isRefused(c));
    for (let tries = 0; chosen.length; tries++) {
      const next = attempt(chosen, textOf, options);
      const bad = tries >= MAX_TRIES ? chosen : blame(report, next.report, chosen);
      if (bad.length === 0) {
        for (const [path, text] of next.texts) texts.set(path, text);
        applied.push(...chosen);
        report = next.report;
        break;
      }
      refused.push(...bad);
      restore([...next.texts.keys()], textOf, options);
      chosen = chosen.filter((c) => !bad.includes(c));
    }
    if (chosen.length === 0) break;
  }
  const changed = new Map([...texts].map(([path, after]) => [path, { before: options.textOf(path)!, after }] as const).filter(([, t]) => t.before !== t.after));
  return { applied, refused, changed, report };
}

/** Preferred fixes whose lines are apart: two that meet are left to the next round. */
function choose(report: Report, textOf: (path: string) => string | undefined, { session, isWanted, mayEdit }: FixRunOptions): AppliedFix[] {
  const taken = new Map<string, { from: number; to: number }[]>();
  const chosen: AppliedFix[] = [];
  for (const finding of report.findings) {
    if (!isWanted(finding)) continue;
    const fix = session.fixesOf(finding, textOf).find(({ isPreferred }) => isPreferred);
    if (!fix || !fix.edits.every(({ location }) => mayEdit(location.file))) continue;
    const hulls = hullsOf(fix);
    if (hulls.some(({ file, from, to }) => (taken.get(file) ?? []).some((t) => from <= t.to && t.from <= to))) continue;
    for (const { file, from, to } of hulls) taken.set(file, [...(taken.get(file) ?? []), { from, to }]);
    chosen.push({ finding, fix });
  }
  return chosen;
}

function hullsOf({ edits }: Fix): { file: string; from: number; to: number }[] {
  const files = [...new Set(edits.map(({ location }) => location.file))];
  return files.map((file) => {
    const lines = edits.flatMap(({ location: l }) => (l.file === file ? [l.line, l.endLine] : []));
    return { file, from: Math.min(...lines), to: Math.max(...lines) };
  });
}

function attempt(chosen: readonly AppliedFix[], textOf: (path: string) => string | undefined, { session, extract }: FixRunOptions): { texts: Map<string, string>; report: Report } {
  const edits = chosen.flatMap(({ fix }) => fix.edits);
  const texts = new Map<string, string>();
  for (const path of new Set(edits.map(({ location }) => location.file))) {
    const text = textOf(path);
    const after = text === undefined ? undefined : applyEdits(text, edits.filter(({ location }) => location.file === path));
    if (after !== undefined) texts.set(path, after);
  }
  session.update([...texts].map(([path, text]) => ({ path, facts: extract(path, text) })));
  return { texts, report: session.analyze() };
}

function restore(paths: readonly string[], textOf: (path: string) => string | undefined, { session, extract }: FixRunOptions): void {
  session.update(paths.map((path) => ({ path, facts: extract(path, textOf(path)!) })));
}

/** Fixes whose finding is still there, and those near a finding or a damaged function that was not there before. */
function blame(before: Report, after: Report, chosen: readonly AppliedFix[]): AppliedFix[] {
  const old = countsOf(before);
  const now = countsOf(after);
  const useless = chosen.filter(({ finding }) => (now.get(finding.fingerprint) ?? 0) >= (old.get(finding.fingerprint) ?? 0));
  const fresh = after.findings.filter(({ fingerprint }) => (now.get(fingerprint) ?? 0) > (old.get(fingerprint) ?? 0));
  const files = new Set(fresh.flatMap((f) => [f.location.file, ...f.witnesses.flatMap((w) => w.steps.map((s) => s.location.file))]));
  const near = chosen.filter(({ fix }) => fix.edits.some(({ location }) => files.has(location.file)));
  const bad = new Set([...useless, ...near]);
  const isWorse = fresh.length > 0 || after.coverage.functionsDamaged > before.coverage.functionsDamaged;
  return bad.size === 0 && isWorse ? [...chosen] : [...bad];
}

function countsOf({ findings }: Report): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { fingerprint } of findings) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  return counts;
}
