/** A finding's offered fixes put to the proof: applied to the text, the program analysed anew, its programs run again. */

import { allOf, createAnalyzer } from './analysis/analyze.ts';
import type { Analysis } from './analysis/types.ts';
import type { FileFacts } from './facts/types.ts';
import { applyEdits } from './fixes/apply.ts';
import { fixesOf, SUPPRESS } from './fixes/index.ts';
import type { Knowledge } from './knowledge/types.ts';
import { linkProgram } from './program/link.ts';
import { fingerprintOf } from './rules/fingerprint.ts';
import { rules } from './rules/index.ts';
import type { Finding, Fix } from './rules/types.ts';
import { simulateEdited } from './simulation/index.ts';
import type { Simulation } from './simulation/types.ts';

/** How a host reads texts; what it gives is what was analysed. */
export interface Sources {
  readonly textOf: (path: string) => string | undefined;
  readonly extract: (path: string, text: string) => FileFacts;
}

export interface EditedProgramOptions {
  readonly knowledge: Knowledge;
  readonly kernelVersions: readonly string[];
  readonly sources: Sources;
}

/** Fixes that are tried, the preferred one first. */
const MAX_FIXES = 2;

/** The simulation with a fix that was applied in place of one that was only advised, where there is such a fix and it mends the finding. */
export function withEdits(analysis: Analysis, finding: Finding, simulation: Simulation, options: EditedProgramOptions): Simulation {
  if (!simulation.reproduced || !simulation.fixed) return simulation;
  const fixes = fixesOf(analysis, finding, options.sources.textOf).filter(({ kind }) => kind !== SUPPRESS).slice(0, MAX_FIXES);
  if (fixes.length === 0) return simulation;
  const files = partOf(analysis.program.files, finding, fixes);
  const analyze = (changed: readonly FileFacts[]): Analysis => analyzed(files, changed, options);
  const count = (program: Analysis): number => countOf(program, finding);
  // In a part of the program the finding must be there before its absence means anything.
  const before = files.length < analysis.program.files.length ? count(analyze([])) : 1;
  if (before === 0) return simulation;
  let mended: string | undefined;
  for (const fix of fixes) {
    const changed = edited(fix, options.sources);
    const after = changed && analyze(changed);
    if (!after || count(after) >= before) continue;
    const fixed = simulateEdited(analysis, after, finding, fix);
    if (fixed) return { ...simulation, fixed };
    mended ??= fix.title;
  }
  return mended === undefined ? simulation : { ...simulation, fixed: { ...simulation.fixed, mended } };
}

function edited({ edits }: Fix, { textOf, extract }: Sources): FileFacts[] | undefined {
  const paths = [...new Set(edits.map(({ location }) => location.file))];
  const facts = paths.flatMap((path) => {
    const text = textOf(path);
    const after = text === undefined ? undefined : applyEdits(text, edits.filter(({ location }) => location.file === path));
    return after === undefined ? [] : extract(path, after);
  });
  return facts.length === paths.length ? facts : undefined;
}

function analyzed(files: readonly FileFacts[], changed: readonly FileFacts[], { knowledge, kernelVersions }: EditedProgramOptions): Analysis {
  const now = files.map((file) => changed.find(({ path }) => path === file.path) ?? file);
  return createAnalyzer({ kernelVersions, findingsOnly: true }).analyze(allOf(linkProgram(now, knowledge)), () => undefined);
}

function countOf(analysis: Analysis, { rule: name, fingerprint }: Finding): number {
  const rule = rules.find((r) => r.name === name)!;
  return [...rule.check(analysis)].filter((raw) => fingerprintOf(name, raw) === fingerprint).length;
}

// --- part of a program ---------------------------------------------------------------------------------------------------------------

/** Above this, analysing the whole program anew for one finding takes too long. */
const MAX_FILES = 24;

/** Files that the finding and its fixes speak of, and headers that define what those name, in two rounds. */
function partOf(files: readonly FileFacts[], { witnesses, location }: Finding, fixes: readonly Fix[]): readonly FileFacts[] {
  if (files.length <= MAX_FILES) return files;
  const places = [location, ...witnesses.flatMap(({ entry, steps }) => [entry.location, ...steps.map((step) => step.location)]), ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.location))];
  const wanted = new Set(places.map(({ file }) => file));
  const headers = headersByName(files);
  let fresh = files.filter(({ path }) => wanted.has(path));
  for (let round = 0; round < 2; round++) {
    const found = new Set(fresh.flatMap(({ strings }) => strings.flatMap((name) => headers.get(name) ?? [])));
    fresh = [...found].filter(({ path }) => !wanted.has(path));
    for (const { path } of fresh) wanted.add(path);
  }
  return files.filter(({ path }) => wanted.has(path));
}

const indices = new WeakMap<readonly FileFacts[], ReadonlyMap<string, FileFacts[]>>();

/** Headers by what they define: functions, structs, types, variables. */
function headersByName(files: readonly FileFacts[]): ReadonlyMap<string, FileFacts[]> {
  const known = indices.get(files);
  if (known) return known;
  const index = new Map<string, FileFacts[]>();
  for (const file of files) {
    if (!file.path.endsWith('.h')) continue;
    const { functions, structs, typedefs, variables, strings } = file;
    const names = new Set([...functions.map((f) => strings[f.name]), ...structs.map((s) => s.name), ...typedefs.filter((_, i) => i % 2 === 0), ...variables.map((v) => v.name)]);
    for (const name of names) index.set(name, [...(index.get(name) ?? []), file]);
  }
  indices.set(files, index);
  return index;
}
