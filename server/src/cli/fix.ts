/** `lint --fix` and `--fix-dry-run`: applies preferred fixes that prove right, writes or shows them, and says what it did. */

import { join } from 'node:path';
import { extractFacts } from '../../../engine/src/facts/extract.ts';
import type { Finding, Report } from '../../../engine/src/rules/types.ts';
import { runFixes, type AppliedFix, type FixRun } from '../node/fix-run.ts';
import type { Loaded } from '../node/load.ts';
import { nativeParser } from '../node/native-parser.ts';
import { writeSource } from '../node/write-source.ts';
import { place } from './formats/proof.ts';
import { printable } from './formats/terminal.ts';
import type { Io } from './io.ts';
import { sourceTexts } from './source-lines.ts';
import { unifiedDiff } from './unified-diff.ts';

/** Nothing is written yet. Files that were only read for their facts are not touched. */
export function fixFindings(report: Report, { session, workspace }: Loaded, isWanted: (finding: Finding) => boolean): FixRun {
  const parser = nativeParser();
  const editable = new Set(workspace.files.filter(({ wanted }) => wanted).map(({ path }) => path));
  return runFixes(report, {
    session,
    textOf: sourceTexts(workspace.root),
    extract: (path, text) => extractFacts(parser, { path, text }),
    isWanted: (finding) => editable.has(finding.location.file) && isWanted(finding),
    mayEdit: (path) => editable.has(path),
  });
}

/** The changes as one patch, relative to the root. */
export function patchOf({ changed }: FixRun): string {
  return [...changed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, { before, after }]) => unifiedDiff(path, before, after)).join('');
}

/** Writes each file in one step; says what was done. */
export function writeFixes(run: FixRun, root: string, io: Io): void {
  const failed = new Set<string>();
  for (const [path, { before, after }] of run.changed) {
    const reason = writeSource(join(root, path), before, after);
    if (reason === undefined) continue;
    failed.add(path);
    io.err(`lockctx: ${printable(path)} is not changed: ${reason}\n`);
  }
  tell(run, io, 'fixed', run.changed.size - failed.size);
}

export function tell({ applied, refused, changed }: FixRun, io: Io, verb: string, files = changed.size): void {
  const line = ({ finding, fix }: AppliedFix): string => `  ${printable(place(finding.location))}  ${finding.rule}: ${printable(fix.title)}\n`;
  io.err(`lockctx: ${verb} ${count(applied.length, 'finding')} in ${count(files, 'file')}\n${applied.map(line).join('')}`);
  if (refused.length) io.err(`lockctx: ${count(refused.length, 'fix', 'fixes')} taken back, for the analysis was not content with the result\n${refused.map(line).join('')}`);
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
