/** A finding's offered fixes put to the proof: applied to the text, the program analysed anew, its programs run again; then all is as it was. */

import type { Analysis } from './analysis/types.ts';
import type { FileFacts } from './facts/types.ts';
import { applyEdits } from './fixes/apply.ts';
import { fixesOf, SUPPRESS } from './fixes/index.ts';
import { fingerprintOf } from './rules/fingerprint.ts';
import { rules } from './rules/index.ts';
import type { Finding, Fix } from './rules/types.ts';

/** How a host reads texts; what it gives is what was analysed. */
export interface Sources {
  readonly textOf: (path: string) => string | undefined;
  readonly extract: (path: string, text: string) => FileFacts;
}

/** A program that can be changed for a while. */
export interface EditableProgram {
  analysis(): Analysis;
  replace(files: readonly FileFacts[]): void;
}

/** What a fix that mends its finding comes to: `result` is undefined where `show` can say nothing of the new text. */
export interface Proof<Result> {
  readonly fix: Fix;
  readonly result: Result | undefined;
}

/** Fixes that are tried, the preferred one first. */
const MAX_FIXES = 2;

/** The first fix with which the finding is gone and of which `show` can tell; else the first with which it is gone. */
export function tryFixes<Result>(program: EditableProgram, finding: Finding, sources: Sources, show: (after: Analysis, fix: Fix) => Result | undefined): Proof<Result> | undefined {
  const before = program.analysis();
  const fixes = fixesOf(before, finding, sources.textOf).filter(({ kind }) => kind !== SUPPRESS).slice(0, MAX_FIXES);
  const present = fixes.length ? countOf(before, finding) : 0;
  let mended: Proof<Result> | undefined;
  for (const fix of fixes) {
    const proof = withFix(program, fix, sources, (after) => (countOf(after, finding) < present ? { fix, result: show(after, fix) } : undefined));
    if (proof?.result !== undefined) return proof;
    mended ??= proof;
  }
  return mended;
}

function withFix<Result>(program: EditableProgram, { edits }: Fix, sources: Sources, ask: (after: Analysis) => Result): Result | undefined {
  const paths = [...new Set(edits.map(({ location }) => location.file))];
  const before = program.analysis().program.files.filter(({ path }) => paths.includes(path));
  const after = paths.flatMap((path) => edited(path, edits, sources) ?? []);
  if (before.length < paths.length || after.length < paths.length) return undefined;
  program.replace(after);
  try {
    return ask(program.analysis());
  } finally {
    program.replace(before);
  }
}

function edited(path: string, edits: Fix['edits'], { textOf, extract }: Sources): FileFacts | undefined {
  const text = textOf(path);
  const after = text === undefined ? undefined : applyEdits(text, edits.filter(({ location }) => location.file === path));
  return after === undefined ? undefined : extract(path, after);
}

function countOf(analysis: Analysis, { rule: name, fingerprint }: Finding): number {
  const rule = rules.find((r) => r.name === name)!;
  return [...rule.check(analysis)].filter((raw) => fingerprintOf(name, raw) === fingerprint).length;
}
