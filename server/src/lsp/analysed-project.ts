/** A project inside an analysis process: facts by file, unsaved texts over the disk's, one `Session`. Nothing else of the server knows `Session`. */

import type { CheckpointOptions } from '../../../engine/src/analysis/checkpoint.ts';
import type { FileFacts } from '../../../engine/src/facts/types.ts';
import { extractFacts } from '../../../engine/src/facts/extract.ts';
import { kernelKnowledge, mergeKnowledge } from '../../../engine/src/knowledge/knowledge.ts';
import type { Finding, Fix, Report } from '../../../engine/src/rules/types.ts';
import { createSession, type FactsChange, type Session } from '../../../engine/src/session.ts';
import type { Preemption, Simulation } from '../../../engine/src/simulation/types.ts';
import type { Parser } from '../../../engine/src/syntax/parser.ts';
import { join } from 'node:path';
import { readSource } from '../node/read-source.ts';
import type { EditResult, ProjectOptions } from './messages.ts';

export interface AnalysedProject {
  readonly options: ProjectOptions;
  readonly session: Session;
  has(path: string): boolean;
  /** What is known of a folder. */
  under(folder: string): readonly string[];
  /** New options, the same facts. */
  configure(options: ProjectOptions): void;
  /** Facts made elsewhere, of texts on disk; what is open keeps its own. */
  accept(changes: readonly FactsChange[]): void;
  /** Forgets the files that need not be kept; what is open stays. */
  keep(isNeeded: (path: string) => boolean): void;
  edit(path: string, text: string | undefined, accept: boolean): EditResult;
  /** Reads a file from disk; one that is gone, or unreadable, is forgotten. Nothing happens to an open one. */
  read(path: string): void;
  /** Throws `Cancelled` when it is told to. */
  report(watch?: CheckpointOptions): Report;
  fixes(fingerprint: string): readonly Fix[];
  simulate(fingerprint: string, preemption: Preemption): Simulation | undefined;
}

export function createAnalysedProject(parser: Parser, first: ProjectOptions): AnalysedProject {
  const known = new Map<string, FileFacts>();
  const unsaved = new Map<string, string>();
  let options = first;
  let session = newSession(first);
  let report: Report | undefined;

  function update(changes: readonly FactsChange[]): void {
    for (const { path, facts } of changes) {
      if (facts) known.set(path, facts);
      else known.delete(path);
    }
    session.update(changes);
    report = undefined;
  }

  function read(path: string): void {
    if (unsaved.has(path)) return;
    const { text } = readSource(join(options.root, path));
    if (text === undefined && !known.has(path)) return;
    update([{ path, facts: text === undefined ? undefined : extractFacts(parser, { path, text }) }]);
  }

  const reported = (watch?: CheckpointOptions): Report => (report ??= session.analyze(watch));
  const findingOf = (fingerprint: string): Finding | undefined => reported().findings.find((f) => f.fingerprint === fingerprint);
  const textOf = (path: string): string | undefined => unsaved.get(path) ?? readSource(join(options.root, path)).text;

  return {
    get options() {
      return options;
    },
    get session() {
      return session;
    },
    has: (path) => known.has(path),
    under: (folder) => [...known.keys()].filter((path) => path.startsWith(`${folder}/`)),
    configure(next) {
      options = next;
      session = newSession(next);
      update([...known].map(([path, facts]) => ({ path, facts })));
    },
    accept: (changes) => update(changes.filter(({ path }) => !unsaved.has(path))),
    keep(isNeeded) {
      const gone = [...known.keys()].filter((path) => !unsaved.has(path) && !isNeeded(path));
      if (gone.length) update(gone.map((path) => ({ path, facts: undefined })));
    },
    edit(path, text, accept) {
      if (text === undefined) {
        unsaved.delete(path);
        read(path);
        return { held: false };
      }
      const isSame = unsaved.get(path) === text;
      const facts = extractFacts(parser, { path, text });
      const before = known.get(path);
      if (!accept && before && isMoreDamaged(facts, before)) return { held: true };
      unsaved.set(path, text);
      if (!isSame || !before) update([{ path, facts }]);
      return { held: false };
    },
    read,
    report: reported,
    fixes(fingerprint) {
      const finding = findingOf(fingerprint);
      return finding ? session.fixesOf(finding, textOf) : [];
    },
    simulate(fingerprint, preemption) {
      const finding = findingOf(fingerprint);
      return finding && session.withEdits(finding, session.simulationOf(finding, { preemption }), { textOf, extract: (path, text) => extractFacts(parser, { path, text }) });
    },
  };
}

function newSession({ config, engine }: ProjectOptions): Session {
  return createSession({ knowledge: mergeKnowledge(kernelKnowledge, config.knowledge), config: engine, followsEdits: true });
}

/** A brace that is missing damages a function, or swallows those behind it. */
function isMoreDamaged(facts: FileFacts, before: FileFacts): boolean {
  return facts.damagedCount > before.damagedCount || facts.problems.length > before.problems.length;
}
