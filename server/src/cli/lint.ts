/** `lockctx lint PATH…`: reads, analyses, reports. */

import { relative } from 'node:path';
import { SUPPRESS } from '../../../engine/src/fixes/index.ts';
import { rules } from '../../../engine/src/rules/index.ts';
import { atLeast } from '../../../engine/src/rules/severity.ts';
import type { Finding, Problem, Report, Severity } from '../../../engine/src/rules/types.ts';
import type { FixRun } from '../node/fix-run.ts';
import { dropWorkingNotes } from '../node/heap.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import type { Loaded } from '../node/load.ts';
import type { Arguments } from './arguments.ts';
import { coverageLines, summaryLine } from './formats/coverage.ts';
import { fixFindings, patchOf, tell, writeFixes } from './fix.ts';
import { formats } from './formats/index.ts';
import type { Format, FormatContext, TimedSimulation } from './formats/types.ts';
import { assetReader, openSink, type Io } from './io.ts';
import type { FailLevel } from './options.ts';
import type { Workspace } from '../node/workspace.ts';
import { createProgress, type Progress } from './progress.ts';
import { closeCache, loadProject, type Project } from './project.ts';
import { sourceLines, sourcesOf, sourceTexts } from './source-lines.ts';
import { version } from './version.ts';

/** Exit code. */
export async function lint(args: Arguments, io: Io): Promise<number> {
  const started = performance.now();
  if (!formats.some(({ name }) => name === args.format)) throw new CouldNotRun(`\`lockctx lint\` prints ${formats.map(({ name }) => name).join(', ')}.`);
  const progress = createProgress(io, args.progress);
  const keyOf = ({ cache, config, engine }: Project, { files, problems }: Workspace): string | undefined =>
    args.fix === 'no' && !wantsSimulations(args) ? cache?.reportKey(files, [engine, config.knowledge, problems, formatOf(args).hasFixes, leastOf(args)]) : undefined;
  const recall = (project: Project, workspace: Workspace): Report | undefined => {
    const key = keyOf(project, workspace);
    return key === undefined ? undefined : project.cache?.recall(key);
  };
  const loaded = await loadProject(args.operands, args, io, progress, { findingsOnly: !args.exhaustive, triesFixes: wantsSimulations(args), recall }).finally(() => progress.end());
  const run = args.fix === 'no' ? undefined : fix(args, loaded, progress);
  if (run && args.fix === 'dry-run') {
    closeCache(loaded.project, io);
    return showPatch(run, wantedPart(run.report, loaded), args, io);
  }
  if (run) writeFixes(run, loaded.workspace.root, io);
  const report = loaded.recalled ?? shownReport(run?.report ?? analyse(loaded, progress), args, loaded);
  const simulations = wantsSimulations(args) ? simulationsOf(report, leastOf(args), loaded) : undefined;
  const judged = simulations ? lowered(report, simulations) : report;
  print(judged, args, io, {
    version,
    rules,
    elapsed: performance.now() - started,
    readLine: sourceLines(loaded.workspace.root),
    hasColour: io.colour && args.outputFile === undefined,
    root: shorter(relative(io.cwd, loaded.workspace.root), loaded.workspace.root),
    asset: assetReader(io),
    simulations,
  });
  const { project, workspace } = loaded;
  const key = loaded.recalled ? undefined : keyOf(project, workspace);
  if (key !== undefined) project.cache?.keep(key, report);
  closeCache(project, io);
  return fails(judged.findings, args.failOn) ? 1 : 0;
}

/** What no interleaving leads to is a hint at most. */
function lowered(report: Report, simulations: ReadonlyMap<string, TimedSimulation>): Report {
  const isSeen = ({ fingerprint }: Finding): boolean => simulations.get(fingerprint)?.simulation.reproduced !== false;
  return { ...report, findings: report.findings.map((finding) => (isSeen(finding) ? finding : { ...finding, severity: 'hint' })) };
}

/** They need the analysis itself: a report that is remembered will not do. */
function wantsSimulations(args: Arguments): boolean {
  return args.simulate || formatOf(args).hasSimulations === true;
}

function analyse(loaded: Loaded, progress: Progress): Report {
  const whole = loaded.session.analyze({
    progress(stage, share) {
      if (stage === AFTER_CONTEXTS && share === 0) dropWorkingNotes();
      progress.stage(stage, share);
    },
  });
  progress.end();
  return whole;
}

/** The search for contexts leaves the most behind: which calls lead where, and what was asked of them. */
const AFTER_CONTEXTS = 'usages';

function shownReport(whole: Report, args: Arguments, loaded: Loaded): Report {
  const wanted = wantedPart(whole, loaded);
  return formatOf(args).hasFixes ? withFixes(wanted, leastOf(args), loaded) : wanted;
}

function fix(args: Arguments, loaded: Loaded, progress: Progress): FixRun {
  return fixFindings(analyse(loaded, progress), loaded, ({ severity }) => atLeast(severity, args.severity ?? 'warning'));
}

/** The patch takes the place of the report. */
function showPatch(run: FixRun, report: Report, args: Arguments, io: Io): number {
  const sink = openSink(io, args.outputFile);
  sink.write(patchOf(run));
  sink.close();
  tell(run, io, 'would fix');
  return fails(report.findings, args.failOn) ? 1 : 0;
}

/** Headers that were only read for their facts are not reported on. */
function wantedPart({ findings, problems, coverage }: Report, loaded: Loaded): Report {
  const unwanted = new Set(loaded.workspace.files.filter(({ wanted }) => !wanted).map(({ path }) => path));
  return {
    findings: findings.filter(({ location }) => !unwanted.has(location.file)),
    problems: [...loaded.problems, ...problems].filter(({ file }) => !unwanted.has(file)).sort(byPlace),
    coverage,
  };
}

/** Fixes for what is shown. A suppression is for editors: it mends nothing. */
function withFixes(report: Report, least: Severity, { session, workspace }: Loaded): Report {
  const textOf = sourceTexts(workspace.root);
  const fixesOf = (finding: Finding): Finding['fixes'] => session.fixesOf(finding, textOf).filter(({ kind }) => kind !== SUPPRESS);
  return { ...report, findings: report.findings.map((finding) => (atLeast(finding.severity, least) ? { ...finding, fixes: fixesOf(finding) } : finding)) };
}

/** Fixes are tried when all is replayed: they change the program for a while. */
function simulationsOf({ findings }: Report, least: Severity, { session, workspace }: Loaded): ReadonlyMap<string, TimedSimulation> {
  const sources = sourcesOf(workspace.root);
  const shown = findings.filter(({ severity }) => atLeast(severity, least)).map((finding) => {
    const started = performance.now();
    const simulation = session.simulationOf(finding);
    return { finding, simulation, milliseconds: performance.now() - started };
  });
  return new Map(shown.map(({ finding, simulation, milliseconds }) => [finding.fingerprint, { simulation: session.withEdits(finding, simulation, sources), milliseconds }]));
}

function formatOf({ format }: Arguments): Format {
  return formats.find(({ name }) => name === format)!;
}

function leastOf(args: Arguments): Severity {
  return args.severity ?? formatOf(args).severity;
}

function print(report: Report, args: Arguments, io: Io, context: FormatContext): void {
  const format = formatOf(args);
  const least = leastOf(args);
  const findings = report.findings.filter(({ severity }) => atLeast(severity, least));
  const sink = openSink(io, args.outputFile);
  for (const piece of format.render({ ...report, findings }, context)) sink.write(piece);
  sink.close();
  const hidden = report.findings.length - findings.length;
  if (!format.hasCoverage) io.err(`lockctx: ${[summaryLine({ ...report, findings }, context.elapsed), ...coverageLines(report)].join('\n  ')}\n`);
  if (hidden && format.name === 'pretty') io.err(`lockctx: ${hidden} less severe not shown; --severity hint shows all\n`);
}

function shorter(a: string, b: string): string {
  return a.length <= b.length ? a : b;
}

/** What is not shown counts as well: the exit code depends on `--fail-on` alone. */
function fails(findings: readonly Finding[], level: FailLevel): boolean {
  return level !== 'never' && findings.some(({ severity }) => atLeast(severity, level));
}

function byPlace(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}
