/** An analysis thread: answers requests one after the other; only the exploration of a tree goes on beside them. */

import type { MessagePort } from 'node:worker_threads';
import { Cancelled } from '../../../engine/src/analysis/checkpoint.ts';
import type { Parser } from '../../../engine/src/syntax/parser.ts';
import type { ExtractFiles } from '../node/extract-file.ts';
import { extractHere } from '../node/extract-here.ts';
import { releaseTrees } from '../node/native-parser.ts';
import { extractInThreads } from '../node/worker-pool.ts';
import type { WorkspaceFile } from '../node/workspace.ts';
import { createAnalysedProject, type AnalysedProject } from './analysed-project.ts';
import type { FromThread, Parameters, ProjectOptions, RequestName, Result, ToThread } from './messages.ts';
import { createProjectFiles, type ProjectFiles } from './project-files.ts';

/** Fewer bytes than this are read before a thread could have started. */
const WORTH_A_THREAD = 1_000_000;
const FILE_TIMEOUT = 60_000;

type Handlers = { readonly [Name in RequestName]: (parameters: Parameters<Name>, id: number) => Result<Name> | Promise<Result<Name>> };

export interface ThreadOptions {
  readonly parser: Parser;
  /** The module of the threads that read many files. */
  readonly workerScript: URL;
  /** See `ThreadData`. */
  readonly interrupted: Int32Array;
}

interface Held {
  readonly project: AnalysedProject;
  readonly files: ProjectFiles;
}

export function serveAnalysis(port: MessagePort, { parser, workerScript, interrupted }: ThreadOptions): void {
  const projects = new Map<string, Held>();
  /** Roots of projects whose trees are being explored. */
  const exploring = new Set<string>();
  const send = (message: FromThread): void => port.postMessage(message);

  function held(root: string): Held {
    const known = projects.get(root);
    if (!known) throw new Error(`no project at ${root}`);
    return known;
  }

  const at = (root: string): AnalysedProject => held(root).project;

  function open(options: ProjectOptions): Held {
    const project = createAnalysedProject(parser, options);
    const files = createProjectFiles({
      project, workerScript, extractFrom,
      onProblem: (text) => send({ kind: 'problem', text }),
      onProgress: (stage, share) => send({ kind: 'progress', root: options.root, stage, share: shareOf(stage, share) }),
    });
    return { project, files };

    /** Threads read much at once, this one reads little; what fails is a file's own problem and is told to the log. */
    function extractFrom(list: readonly WorkspaceFile[]): ExtractFiles {
      const { jobs } = project.options;
      const bytes = list.reduce((sum, file) => sum + file.bytes, 0);
      return jobs > 1 && bytes > WORTH_A_THREAD ? extractInThreads({ script: workerScript, jobs, timeout: FILE_TIMEOUT }) : extractHere;
    }
  }

  const handlers: Handlers = {
    configure({ options }) {
      const known = projects.get(options.root);
      if (known) known.project.configure(options);
      else projects.set(options.root, open(options));
    },
    close: ({ root }) => void projects.delete(root),
    slice: ({ root, path, reach }) => held(root).files.slice(path, reach),
    async explore({ root, paths, bytes }) {
      exploring.add(root);
      return held(root).files.explore(paths, bytes);
    },
    cancelExploring: ({ root }) => held(root).files.cancel(),
    edit({ root, path, text, accept }) {
      const { project, files } = held(root);
      const result = project.edit(path, text, accept);
      if (text === undefined) files.closed(path);
      return result;
    },
    refresh: ({ root, paths }) => held(root).files.refresh(paths),
    report({ root }, id) {
      try {
        const progress = (stage: string, share: number): void => send({ kind: 'progress', root, stage: 'analyzing', share: exploring.has(root) ? shareOf(stage, share) : 0 });
        return { findings: at(root).report({ progress, isCancelled: () => Atomics.load(interrupted, 0) >= id }).findings };
      } catch (error) {
        if (error instanceof Cancelled) return undefined;
        throw error;
      }
    },
    outline: ({ root, path, lines }) => at(root).session.outlineOf(path, lines),
    heads: ({ root, path }) => at(root).session.headsOf(path),
    lockClasses: ({ root }) => at(root).session.lockClasses(),
    lockClass: ({ root, name }) => at(root).session.lockClassOf(name),
    callers: ({ root, of }) => at(root).session.callersOf(of),
    callees: ({ root, of }) => at(root).session.calleesOf(of),
    contexts: ({ root, name }) => at(root).session.contextsOf(name),
    fixes: ({ root, fingerprints }) => fingerprints.map(at(root).fixes),
    simulate: ({ root, fingerprint, preemption }) => at(root).simulate(fingerprint, preemption),
    splats: ({ root, explanations }) => at(root).session.matchSplats(explanations),
  };

  async function answer({ id, name, parameters }: ToThread): Promise<void> {
    try {
      send({ kind: 'result', id, result: await handlers[name](parameters as never, id) });
    } catch (error) {
      send({ kind: 'failure', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    await releaseTrees();
  }

  port.on('message', (message: ToThread) => void answer(message));
  send({ kind: 'ready' });
}

/** Where the stages of an exploration begin, as a share of all the time that the first one takes. */
const begins: readonly (readonly [stage: string, begin: number])[] = [['looking for files', 0], ['looking for what belongs together', 0.05], ['reading', 0.5], ['link', 0.8], ['summaries', 0.82], ['contexts', 0.92], ['usages', 0.95], ['lock graph', 0.96], ['rules', 0.98]];

function shareOf(stage: string, share: number): number {
  const at = begins.findIndex(([name]) => name === stage);
  if (at === -1) return 0;
  const [, begin] = begins[at];
  return begin + ((begins[at + 1]?.[1] ?? 1) - begin) * share;
}
