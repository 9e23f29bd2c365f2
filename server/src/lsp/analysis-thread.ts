/** An analysis thread: answers requests one after the other; only the reading of a whole tree goes on beside them. */

import type { MessagePort } from 'node:worker_threads';
import type { FactsChange } from '../../../engine/src/session.ts';
import type { Parser } from '../../../engine/src/syntax/parser.ts';
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

type Handlers = { readonly [Name in RequestName]: (parameters: Parameters<Name>) => Result<Name> | Promise<Result<Name>> };

export function serveAnalysis(port: MessagePort, parser: Parser, workerScript: URL): void {
  const projects = new Map<string, AnalysedProject>();
  const cancelled = new Set<string>();
  const send = (message: FromThread): void => port.postMessage(message);

  function at(root: string): AnalysedProject {
    const project = projects.get(root);
    if (!project) throw new Error(`no project at ${root}`);
    return project;
  }

  /** Threads read much at once, this one reads little; what fails is a file's own problem and is told to the log. */
  async function extract(project: AnalysedProject, files: readonly WorkspaceFile[], onFile: (bytes: number) => void): Promise<void> {
    const { jobs } = project.options;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const run = jobs > 1 && bytes > WORTH_A_THREAD ? extractInThreads({ script: workerScript, jobs, timeout: FILE_TIMEOUT }) : extractHere;
    const changes: FactsChange[] = [];
    await run(files, ({ path, facts, problem }, file) => {
      if (facts) changes.push({ path, facts });
      if (problem) send({ kind: 'problem', text: `${path} ${problem}` });
      onFile(file.bytes);
    });
    project.accept(changes.sort((a, b) => (a.path < b.path ? -1 : 1)));
  }

  function unreadOf({ has, options: { root, folders, config } }: AnalysedProject): WorkspaceFile[] {
    const { files } = discover(folders, { root, include: undefined, exclude: pathTest(config.exclude) });
    return files.filter(({ path }) => !has(path));
  }

  async function index(root: string): Promise<{ isComplete: boolean }> {
    const project = at(root);
    cancelled.delete(root);
    send({ kind: 'progress', root, stage: 'looking for files', share: 0 });
    const unread = unreadOf(project);
    const total = unread.reduce((sum, file) => sum + file.bytes, 0);
    let done = 0;
    for (const part of parts(unread)) {
      if (cancelled.has(root)) return { isComplete: false };
      await extract(project, part, (bytes) => {
        done += bytes;
        send({ kind: 'progress', root, stage: 'reading', share: done / total });
      });
    }
    send({ kind: 'progress', root, stage: 'analyzing', share: 1 });
    return { isComplete: true };
  }

  const handlers: Handlers = {
    configure({ options }) {
      const known = projects.get(options.root);
      if (known) known.configure(options);
      else projects.set(options.root, createAnalysedProject(parser, options));
    },
    close: ({ root }) => void projects.delete(root),
    async slice({ root, path }) {
      const project = at(root);
      const { folders, config } = project.options;
      const isWhole = folders.length > 0 && isSmall(folders);
      const files = isWhole ? unreadOf(project) : sliceOf(path, { root, isKnown: project.has, isExcluded: pathTest(config.exclude) });
      await extract(project, files, () => undefined);
      return { isWhole };
    },
    index: ({ root }) => index(root),
    cancelIndex: ({ root }) => void cancelled.add(root),
    edit: ({ root, path, text, accept }) => at(root).edit(path, text, accept),
    refresh: ({ root, paths }) => paths.forEach(at(root).read),
    report: ({ root }) => ({ findings: at(root).report().findings }),
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
      send({ kind: 'result', id, result: await handlers[name](parameters as never) });
    } catch (error) {
      send({ kind: 'failure', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    await releaseTrees();
  }

  port.on('message', (message: ToThread) => void answer(message));
  send({ kind: 'ready' });
}

/** So that reading can be cancelled, and begins with what a reader sees first. */
const PART_BYTES = 64 * 1024 * 1024;

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
