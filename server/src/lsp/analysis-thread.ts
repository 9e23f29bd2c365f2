/** An analysis thread: answers requests one after the other; only the reading of a whole tree goes on beside them. */

import type { MessagePort } from 'node:worker_threads';
import { setImmediate } from 'node:timers/promises';
import { Cancelled } from '../../../engine/src/analysis/checkpoint.ts';
import type { FactsChange } from '../../../engine/src/session.ts';
import type { Parser } from '../../../engine/src/syntax/parser.ts';
import { buildOf, openCache, type Cache } from '../node/cache/cache.ts';
import { extractHere } from '../node/extract-here.ts';
import { pathTest } from '../node/globs.ts';
import { releaseTrees } from '../node/native-parser.ts';
import { extractInThreads } from '../node/worker-pool.ts';
import { discover, type WorkspaceFile } from '../node/workspace.ts';
import { createAnalysedProject, type AnalysedProject } from './analysed-project.ts';
import type { FromThread, Parameters, RequestName, Result, ToThread } from './messages.ts';
import { isSmall, sliceOf } from './slice.ts';

/** Fewer bytes than this are read before a thread could have started. */
const WORTH_A_THREAD = 1_000_000;
const FILE_TIMEOUT = 60_000;

interface ExtractOptions {
  readonly around?: Cache['around'];
  readonly onFile?: (bytes: number) => void;
}

type Handlers = { readonly [Name in RequestName]: (parameters: Parameters<Name>, id: number) => Result<Name> | Promise<Result<Name>> };

export interface ThreadOptions {
  readonly parser: Parser;
  /** The module of the threads that read many files. */
  readonly workerScript: URL;
  /** See `ThreadData`. */
  readonly interrupted: Int32Array;
}

export function serveAnalysis(port: MessagePort, { parser, workerScript, interrupted }: ThreadOptions): void {
  const projects = new Map<string, AnalysedProject>();
  const cancelled = new Set<string>();
  /** Roots of trees that were read as a whole. */
  const indexed = new Set<string>();
  const send = (message: FromThread): void => port.postMessage(message);

  function at(root: string): AnalysedProject {
    const project = projects.get(root);
    if (!project) throw new Error(`no project at ${root}`);
    return project;
  }

  /** Threads read much at once, this one reads little; what fails is a file's own problem and is told to the log. */
  async function extract({ options: { jobs } }: AnalysedProject, files: readonly WorkspaceFile[], { around, onFile }: ExtractOptions = {}): Promise<FactsChange[]> {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const run = jobs > 1 && bytes > WORTH_A_THREAD ? extractInThreads({ script: workerScript, jobs, timeout: FILE_TIMEOUT }) : extractHere;
    const changes: FactsChange[] = [];
    await (around?.(run) ?? run)(files, ({ path, facts, problem }, file) => {
      if (facts) changes.push({ path, facts });
      if (problem) send({ kind: 'problem', text: `${path} ${problem}` });
      onFile?.(file.bytes);
    });
    return changes;
  }

  function unreadOf({ has, options: { root, folders, config } }: AnalysedProject): WorkspaceFile[] {
    const { files } = discover(folders, { root, include: undefined, exclude: pathTest(config.exclude) });
    return files.filter(({ path }) => !has(path));
  }

  /** All or nothing: half a tree would be analysed as long and tell less than what open files lead to. */
  async function index(root: string): Promise<{ isComplete: boolean }> {
    const project = at(root);
    cancelled.delete(root);
    send({ kind: 'progress', root, stage: 'looking for files', share: 0 });
    const { cacheFolder } = project.options;
    const cache = cacheFolder === undefined ? undefined : openCache({ folder: cacheFolder, build: buildOf(workerScript) });
    const unread = unreadOf(project);
    const total = unread.reduce((sum, file) => sum + file.bytes, 0);
    const changes: FactsChange[] = [];
    let done = 0;
    const onFile = (bytes: number): void => {
      done += bytes;
      send({ kind: 'progress', root, stage: 'reading', share: shareOf('reading', done / total) });
    };
    for (const part of parts(unread)) {
      await setImmediate(); // What is known of a part comes without a pause: questions get theirs here.
      if (cancelled.has(root) || projects.get(root) !== project) break;
      changes.push(...(await extract(project, part, { around: cache?.around, onFile })));
    }
    const problem = cache?.close();
    if (problem) send({ kind: 'problem', text: `the cache could not be written (${problem}); the next reading will work it out again` });
    if (cancelled.has(root) || projects.get(root) !== project) return { isComplete: false };
    project.accept(changes.sort((a, b) => (a.path < b.path ? -1 : 1)));
    indexed.add(root);
    return { isComplete: true };
  }

  const handlers: Handlers = {
    configure({ options }) {
      const known = projects.get(options.root);
      if (known) known.configure(options);
      else projects.set(options.root, createAnalysedProject(parser, options));
    },
    close({ root }) {
      projects.delete(root);
      indexed.delete(root);
    },
    async slice({ root, path, reach }) {
      const project = at(root);
      const { folders, config } = project.options;
      const isWhole = folders.length > 0 && isSmall(folders);
      const files = isWhole ? unreadOf(project) : sliceOf(path, { root, reach, isKnown: project.has, isExcluded: pathTest(config.exclude) });
      project.accept(await extract(project, files));
      return { isWhole };
    },
    index: ({ root }) => index(root),
    cancelIndex: ({ root }) => void cancelled.add(root),
    edit: ({ root, path, text, accept }) => at(root).edit(path, text, accept),
    refresh: ({ root, paths }) => paths.forEach(at(root).read),
    report({ root }, id) {
      try {
        const progress = (stage: string, share: number): void => send({ kind: 'progress', root, stage: 'analyzing', share: indexed.has(root) ? shareOf(stage, share) : 0 });
        return { findings: at(root).report({ progress, isCancelled: () => Atomics.load(interrupted, 0) >= id }).findings };
      } catch (error) {
        if (error instanceof Cancelled) return undefined;
        throw error;
      }
    },
    outline: ({ root, path }) => at(root).session.outlineOf(path),
    lockClasses: ({ root }) => at(root).session.lockClasses(),
    lockClass: ({ root, name }) => at(root).session.lockClassOf(name),
    callers: ({ root, of }) => at(root).session.callersOf(of),
    callees: ({ root, of }) => at(root).session.calleesOf(of),
    contexts: ({ root, name }) => at(root).session.contextsOf(name),
    fixes: ({ root, fingerprints }) => fingerprints.map(at(root).fixes),
    simulate: ({ root, fingerprint }) => at(root).simulate(fingerprint),
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

/** Where the stages of a whole tree begin, as a share of all the time it takes. */
const begins: readonly (readonly [stage: string, begin: number])[] = [['reading', 0], ['link', 0.4], ['summaries', 0.45], ['contexts', 0.8], ['usages', 0.9], ['lock graph', 0.92], ['rules', 0.95]];

function shareOf(stage: string, share: number): number {
  const at = begins.findIndex(([name]) => name === stage);
  if (at === -1) return 0;
  const [, begin] = begins[at];
  return begin + ((begins[at + 1]?.[1] ?? 1) - begin) * share;
}

/** So that reading can be cancelled, and other things asked meanwhile. */
const PART_BYTES = 8 * 1024 * 1024;

function parts(files: readonly WorkspaceFile[]): WorkspaceFile[][] {
  const found: WorkspaceFile[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    if (bytes + file.bytes > PART_BYTES) {
      found.push([]);
      bytes = 0;
    }
    found[found.length - 1].push(file);
    bytes += file.bytes;
  }
  return found;
}
