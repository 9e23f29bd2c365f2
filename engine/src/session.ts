/** The one mutable object: files' facts in, reports out. */

import { allOf, createAnalyzer } from './analysis/analyze.ts';
import { createCheckpoint, type Checkpoint, type CheckpointOptions } from './analysis/checkpoint.ts';
import type { Analysis } from './analysis/types.ts';
import { overviewOf, type BpfOverview } from './bpf-overview.ts';
import { locateFunction, witnessOf, type Witness } from './analysis/witness.ts';
import type { FileFacts } from './facts/types.ts';
import { fixesOf } from './fixes/index.ts';
import type { Knowledge } from './knowledge/types.ts';
import { linkProgram, type Program, type Relinked } from './program/link.ts';
import { calleesOf, callersOf, lockClassesOf, lockClassOf, headsOf, outlineOf } from './queries/index.ts';
import type { CallOutline, FileOutline, FunctionHead, FunctionName, Lines, LockClassOutline } from './queries/types.ts';
import { tryFixes, type EditableProgram, type Sources } from './edited-program.ts';
import { fingerprintOf } from './rules/fingerprint.ts';
import { rules } from './rules/index.ts';
import type { Coverage, Finding, Fix, Level, Problem, RawFinding, Report, Rule, Severity } from './rules/types.ts';
import { adviceModelOf, defaultSettings, editedModelOf, fatalSchedule, modelOf, simulateEdited, simulateFinding } from './simulation/index.ts';
import type { Settings, Simulation } from './simulation/types.ts';
import { areExclusive, optionsOf } from './program/built-with.ts';
import { architectureOf } from './source/architecture.ts';
import { matchSplats, type Explanation, type SplatMatch } from './splat/index.ts';

export interface EngineConfig {
  /** Level by rule name; a rule not named keeps its own. */
  readonly levels: Readonly<Record<string, Level>>;
  /** Kernels that BPF programs must run on; empty: all. */
  readonly kernelVersions: readonly string[];
}

export interface SessionOptions {
  readonly knowledge: Knowledge;
  readonly config: EngineConfig;
  /** Only functions that lead to a lock, mask, sleep or wait are given contexts: enough for findings, in less time and memory. */
  readonly findingsOnly?: boolean;
  /** Files will be updated after the first analysis: what that needs is kept, so that an edit costs what it can have changed. */
  readonly followsEdits?: boolean;
}

export interface FactsChange {
  readonly path: string;
  /** Undefined: the file is gone. */
  readonly facts: FileFacts | undefined;
}

export interface FunctionContexts {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly witnesses: readonly Witness[];
}

export interface Session {
  update(changes: readonly FactsChange[]): void;
  /** Throws `Cancelled` when `isCancelled` says so; the next question takes up the work where it was left. */
  analyze(options?: CheckpointOptions): Report;
  /** Functions that the last analysis interpreted. */
  readonly interpreted: number;
  /** Every function of that name, with one witness for each way in which it can run. */
  contextsOf(functionName: string): readonly FunctionContexts[];
  /** BPF programs and maps. */
  bpf(): BpfOverview;
  /** Adds to explained kernel reports (see `explainSplat`) the places and findings of the source that belong to them. Without reports nothing is analysed. */
  matchSplats(explanations: readonly Explanation[]): readonly SplatMatch[];
  /** What can be done about a finding of the current report; `textOf` gives the text that was analysed. Findings carry none themselves. */
  fixesOf(finding: Finding, textOf: (path: string) => string | undefined): readonly Fix[];
  /** Replays a finding of the last report; it may say that there is nothing to replay. Its fixed run follows the rule's advice. */
  simulationOf(finding: Finding, settings?: Partial<Settings>): Simulation;
  /**
   * The simulation of a finding with its fixed run that of an offered fix, applied to the text and analysed; as it was where there is none.
   * The program is edited and brought back; where edits are not followed only one of few files is, for it is analysed as a whole each time.
   */
  withEdits(finding: Finding, simulation: Simulation, sources: Sources): Simulation;
  /** What an editor shows of a file: see `queries/types.ts`. */
  outlineOf(path: string, lines?: Lines): FileOutline;
  headsOf(path: string): readonly FunctionHead[];
  lockClasses(): readonly LockClassOutline[];
  lockClassOf(name: string): LockClassOutline | undefined;
  /** Along the paths that carry a context. */
  callersOf(name: FunctionName): readonly CallOutline[];
  calleesOf(name: FunctionName): readonly CallOutline[];
  /** The replay's programs as a Promela model; with `sources` those of an offered fix, or else with the advice followed. Undefined where there is none. */
  promelaOf(finding: Finding, fixed?: Sources | 'advice', settings?: Partial<Settings>): string | undefined;
}

/** So many changed files, or a quarter of all, are followed one by one; where more changed everything is linked anew. */
const MOST_FOLLOWED = 64;

export function createSession(options: SessionOptions): Session {
  const files = new Map<string, FileFacts>();
  const pending = new Map<string, FileFacts | undefined>();
  const { knowledge, config, findingsOnly = false, followsEdits = false } = options;
  let analyzer = createAnalyzer({ kernelVersions: config.kernelVersions, findingsOnly });
  let program: Program | undefined;
  /** What `program` has and `analysis` has not yet: an analysis that was cancelled is taken up again. */
  let linked: Relinked | undefined;
  let analysis: Analysis | undefined;

  function current(checkpoint: Checkpoint = () => undefined): Analysis {
    if (analysis) return analysis;
    checkpoint('link', 0);
    linked = relink();
    program = linked.program;
    analysis = analyzer.analyze(linked, checkpoint);
    linked = undefined;
    return analysis;
  }

  function relink(): Relinked {
    if (!program || !followsEdits || program.table.isWorn || pending.size > Math.max(MOST_FOLLOWED, files.size / 4)) {
      pending.clear();
      analyzer = createAnalyzer({ kernelVersions: config.kernelVersions, findingsOnly });
      return allOf(linkProgram([...files.values()], knowledge, { followsEdits }));
    }
    const next = program.relink(pending);
    pending.clear();
    return linked ? { ...next, changed: [...linked.changed, ...next.changed], names: new Set([...linked.names, ...next.names]) } : next;
  }

  function update(changes: readonly FactsChange[]): void {
    for (const { path, facts } of changes) {
      if (facts) files.set(path, facts);
      else files.delete(path);
      pending.set(path, facts);
    }
    if (changes.length) analysis = undefined;
  }

  const mayEdit = (): boolean => followsEdits || files.size <= MOST_FOLLOWED;
  const editable: EditableProgram = { analysis: () => current(), replace: (changed) => update(changed.map((facts) => ({ path: facts.path, facts }))) };

  return {
    update,
    matchSplats: (explanations) => (explanations.length ? matchSplats(explanations, current(), buildReport(current(), options.config).findings) : []),
    fixesOf: (finding, textOf) => fixesOf(current(), finding, textOf),
    analyze(watch) {
      const checkpoint = createCheckpoint(watch ?? {});
      return buildReport(current(checkpoint), config, checkpoint);
    },
    get interpreted() {
      return analyzer.interpreted;
    },
    bpf: () => overviewOf(current()),
    simulationOf: (finding, settings) => simulateFinding(current(), finding, { ...defaultSettings, ...settings }),
    withEdits(finding, simulation, sources) {
      const { reproduced, fixed, preemption } = simulation;
      if (!reproduced || !fixed || !mayEdit()) return simulation;
      const settings = { ...defaultSettings, preemption };
      const fatal = fatalSchedule(current(), finding, settings);
      const proof = tryFixes(editable, finding, sources, (after, fix) => simulateEdited(after, finding, fix, fatal, settings));
      return proof ? { ...simulation, fixed: proof.result ?? { ...fixed, mended: proof.fix.title } } : simulation;
    },
    outlineOf: (path, lines) => outlineOf(current(), path, lines),
    headsOf: (path) => headsOf(current(), path),
    lockClasses: () => lockClassesOf(current()),
    lockClassOf: (name) => lockClassOf(current(), name),
    callersOf: (name) => callersOf(current(), name),
    calleesOf: (name) => calleesOf(current(), name),
    promelaOf(finding, fixed, given) {
      const settings = { ...defaultSettings, ...given };
      if (!fixed) return modelOf(current(), finding, settings);
      const edited = fixed === 'advice' || !mayEdit() ? undefined : tryFixes(editable, finding, fixed, (after, fix) => editedModelOf(after, finding, fix, settings));
      return edited?.result ?? adviceModelOf(current(), finding, settings);
    },
    contextsOf(functionName) {
      const { program, contexts } = current();
      return [...program.table.functions]
        .filter((f) => f.name === functionName && f.facts.form !== 'file')
        .map((f) => {
          const { file, line } = locateFunction(program, f.id);
          return { function: f.name, file, line, witnesses: contexts.of(f.id).map((node) => witnessOf(program, node, [])) };
        });
    },
  };
}

function buildReport(analysis: Analysis, config: EngineConfig, checkpoint: Checkpoint = () => undefined): Report {
  const found: Finding[] = [];
  let done = 0;
  /** Rules look at one function's summary after the other. */
  const watched: Analysis = {
    ...analysis,
    flowOf(id) {
      checkpoint('rules', done / rules.length);
      return analysis.flowOf(id);
    },
  };
  checkpoint('rules', 0);
  for (const rule of rules) {
    done++;
    const level = config.levels[rule.name] ?? rule.level;
    if (level === 'off') continue;
    for (const raw of rule.check(watched)) if (isOfOneKernel(analysis, raw)) found.push(stamp(rule, level, judged(analysis, rule, raw)));
  }
  const { kept, problems } = applySuppressions(analysis, found);
  kept.sort(byPlace);
  return { findings: kept, problems: [...parseProblems(analysis), ...problems], coverage: coverageOf(analysis) };
}

/** A finding that rests on an unverified entry point is a hint, whatever the rule's level. */
function stamp(rule: Rule, level: Severity, raw: RawFinding): Finding {
  const { identity: _, tentative, ...rest } = raw;
  return { rule: rule.name, severity: tentative ? 'hint' : level, fingerprint: fingerprintOf(rule.name, raw), fixes: [], ...rest };
}

/** What happens on no machine: its steps lie in the code of two architectures, of which another file named a function, or in functions of which no kernel has both. */
function isOfOneKernel({ program: { table } }: Analysis, { witnesses }: RawFinding): boolean {
  const steps = witnesses.flatMap((witness) => witness.steps);
  const all = new Set(steps.map((step) => architectureOf(step.location.file)));
  all.delete('');
  if (all.size > 1) return false;
  const options = steps.map(({ function: name, location: { file, line } }) => {
    const id = table.ofFile(file).find((other) => table.functions[other].name === name && table.functions[other].facts.line <= line && line <= table.functions[other].facts.endLine);
    return id === undefined ? [] : optionsOf(table.functions[id].facts);
  });
  return !options.some((a, i) => options.some((b, j) => i < j && areExclusive(a, b)));
}

/** What the verifier has a say in: files of BPF programs, which hold no other code than theirs, and what only they lead to. */
function judged({ program }: Analysis, { isVerified, isVerifiedBeneath }: Rule, raw: RawFinding): RawFinding {
  const isBpf = (file: string): boolean => program.bpf.isProgramFile(file);
  if (isVerified && isBpf(raw.location.file)) return refused(raw);
  const isBeneath = isVerifiedBeneath && raw.witnesses.length > 0 && raw.witnesses.every(({ entry }) => isBpf(entry.location.file));
  return isBeneath ? { ...raw, tentative: true } : raw;
}

function refused(raw: RawFinding): RawFinding {
  return { ...raw, message: `${raw.message}; the verifier refuses to load it`, tentative: true };
}

function byPlace(a: Finding, b: Finding): number {
  const x = a.location;
  const y = b.location;
  return compare(x.file, y.file) || x.line - y.line || x.column - y.column || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A suppression holds for its own line and the next; one without a reason is a problem and suppresses nothing. */
function applySuppressions(analysis: Analysis, findings: readonly Finding[]): { kept: Finding[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const silenced = new Map<string, Set<string>>();
  for (const { path, suppressions } of analysis.program.files)
    for (const { line, rules: names, reason } of suppressions) {
      if (reason === '') problems.push({ file: path, line, message: 'lockctx-ignore needs a reason: `lockctx-ignore RULE: why this is safe`' });
      else for (const at of [line, line + 1]) silenced.set(`${path}:${at}`, new Set([...(silenced.get(`${path}:${at}`) ?? []), ...names]));
    }
  const kept = findings.filter(({ rule, location }) => {
    const names = silenced.get(`${location.file}:${location.line}`);
    return !names?.has(rule) && !names?.has('*');
  });
  return { kept, problems };
}

function parseProblems(analysis: Analysis): Problem[] {
  return analysis.program.files.flatMap(({ path, problems }) => problems.map(({ line, message }) => ({ file: path, line, message })));
}

function coverageOf({ program, contexts, flowOf }: Analysis): Coverage {
  const { files, table } = program;
  let calls = 0;
  let callsUnresolved = 0;
  let acquisitions = 0;
  let locksUnknown = 0;
  for (const { id } of table.functions) {
    const flow = flowOf(id);
    calls += flow.calls.length;
    callsUnresolved += flow.unresolvedCalls;
    acquisitions += flow.acquisitions.length;
    locksUnknown += flow.unknownLocks;
  }
  return {
    files: files.length,
    filesWithProblems: files.filter((f) => f.damagedCount > 0 || f.problems.length > 0).length,
    functions: files.reduce((n, f) => n + f.functionCount, 0),
    functionsDamaged: files.reduce((n, f) => n + f.damagedCount, 0),
    functionsWithContext: contexts.functionsWithContext,
    calls, callsUnresolved, acquisitions, locksUnknown,
  };
}
