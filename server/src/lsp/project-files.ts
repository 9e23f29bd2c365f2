/** Which files a project holds in its analysis: what surrounds the open ones, and of the tree what is most related to them. */

import { setImmediate } from 'node:timers/promises';
import { dirname } from 'node:path/posix';
import type { FactsChange } from '../../../engine/src/session.ts';
import { buildOf, openCache } from '../node/cache/cache.ts';
import type { ExtractFiles } from '../node/extract-file.ts';
import { pathTest } from '../node/globs.ts';
import { relatedTo } from '../node/relatedness.ts';
import { indexWords, type WordIndex } from '../node/word-index.ts';
import { discover, type WorkspaceFile } from '../node/workspace.ts';
import type { AnalysedProject } from './analysed-project.ts';
import type { Exploration } from './messages.ts';
import { isSmall, sliceOf, type Reach } from './slice.ts';

export interface ProjectFilesOptions {
  readonly project: AnalysedProject;
  /** Whose build facts are kept for. */
  readonly workerScript: URL;
  readonly extractFrom: (files: readonly WorkspaceFile[]) => ExtractFiles;
  readonly onProblem: (text: string) => void;
  readonly onProgress: (stage: string, share: number) => void;
}

export interface ProjectFiles {
  /** See `Requests`. */
  slice(path: string, reach: Reach): Promise<{ readonly isWhole: boolean }>;
  explore(paths: readonly string[], bytes: number): Promise<Exploration>;
  cancel(): void;
  /** What nothing but this file led to goes. */
  closed(path: string): void;
  /** Files that changed on disk, as far as they matter, and folders that came or went. */
  refresh(paths: readonly string[]): void;
}

/** So that reading can be cancelled, and other things asked meanwhile. */
const PART_BYTES = 8 * 1024 * 1024;

export function createProjectFiles({ project, workerScript, extractFrom, onProblem, onProgress }: ProjectFilesOptions): ProjectFiles {
  /** By open file: what surrounds it. */
  const slices = new Map<string, readonly string[]>();
  let related: ReadonlySet<string> = new Set();
  /** All of the project is read. */
  let isWhole = false;
  let isCancelled = false;
  /** Of the whole tree; undefined where files came or went since. */
  let tree: readonly WorkspaceFile[] | undefined;
  let words: WordIndex | undefined;

  const isExcluded = (path: string): boolean => pathTest(project.options.config.exclude)(path);

  function discoverTree(): readonly WorkspaceFile[] {
    const { root, folders, config } = project.options;
    return (tree ??= discover(folders, { root, include: undefined, exclude: pathTest(config.exclude) }).files);
  }

  async function extract(files: readonly WorkspaceFile[], around: (run: ExtractFiles) => ExtractFiles = (run) => run): Promise<FactsChange[]> {
    const changes: FactsChange[] = [];
    await around(extractFrom(files))(files, ({ path, facts, problem }) => {
      if (facts) changes.push({ path, facts });
      if (problem) onProblem(`${path} ${problem}`);
    });
    return changes;
  }

  /** From the cache, or into it. Undefined: cancelled. */
  async function extractKept(files: readonly WorkspaceFile[]): Promise<FactsChange[] | undefined> {
    const { cacheFolder } = project.options;
    const cache = cacheFolder === undefined ? undefined : openCache({ folder: cacheFolder, build: buildOf(workerScript) });
    const changes: FactsChange[] = [];
    let done = 0;
    const parts = inParts(files);
    for (const part of parts) {
      await setImmediate(); // What is known of a part comes without a pause: questions get theirs here.
      if (isCancelled) break;
      changes.push(...(await extract(part, cache?.around)));
      onProgress('reading', ++done / parts.length);
    }
    const problem = cache?.close();
    if (problem) onProblem(`the cache could not be written (${problem}); the next reading will work it out again`);
    return isCancelled ? undefined : changes;
  }

  /** What surrounds the open files, then the most related files, as far as they have room. Undefined: cancelled. */
  async function choose(all: readonly WorkspaceFile[], paths: readonly string[], room: number): Promise<ReadonlySet<string> | undefined> {
    const total = all.reduce((sum, file) => sum + file.bytes, 0);
    if (total <= room) return new Set(all.map(({ path }) => path));
    let done = 0;
    const { root, folders, cacheFolder } = project.options;
    words ??= await indexWords(all, { name: [root, ...folders].join('\n'), cacheFolder, isCancelled: () => isCancelled, onFile: (bytes) => onProgress('looking for what belongs together', (done += bytes) / total) });
    if (!words) return undefined;
    const { files } = words;
    const open = new Set(paths);
    const scores = relatedTo(words, files.flatMap(({ path }, i) => (open.has(path) ? [i] : [])));
    const chosen = new Set([...slices.values()].flat());
    let bytes = files.reduce((sum, file) => sum + (chosen.has(file.path) ? file.bytes : 0), 0);
    for (const i of [...scores.keys()].filter((file) => scores[file] > 0).sort((a, b) => scores[b] - scores[a] || a - b)) {
      const file = files[i];
      if (chosen.has(file.path) || bytes + file.bytes > room) continue;
      bytes += file.bytes;
      chosen.add(file.path);
    }
    return chosen;
  }

  /** Files that nothing open leads to any more. */
  function forget(): void {
    if (isWhole) return;
    const needed = new Set([...slices.values()].flat());
    project.keep((path) => needed.has(path) || related.has(path));
  }

  function refreshOne(path: string): void {
    if (project.has(path)) return project.read(path);
    tree = words = undefined;
    if (!/\.[ch]$/.test(path)) return refreshFolder(path);
    const isBeside = (): boolean => [...slices.keys()].some((open) => dirname(open) === dirname(path));
    if ((isWhole || isBeside()) && !isExcluded(path)) project.read(path);
  }

  /** Of a new one only a small project reads all. */
  function refreshFolder(folder: string): void {
    const gone = project.under(folder);
    const come = isWhole ? discoverTree().filter((file) => file.path.startsWith(`${folder}/`) && !project.has(file.path)).map(({ path }) => path) : [];
    for (const path of [...gone, ...come]) project.read(path);
  }

  return {
    async slice(path, reach) {
      const { root, folders } = project.options;
      isWhole ||= folders.length > 0 && isSmall(folders);
      const files = isWhole ? discoverTree() : sliceOf(path, { root, reach, isExcluded });
      slices.set(path, files.map((file) => file.path));
      project.accept(await extract(files.filter((file) => !project.has(file.path))));
      return { isWhole };
    },
    async explore(paths, room) {
      isCancelled = false;
      onProgress('looking for files', 0);
      const all = discoverTree();
      const chosen = await choose(all, paths, room);
      const changes = chosen && (await extractKept(all.filter(({ path }) => chosen.has(path) && !project.has(path))));
      if (!changes) return { isComplete: false, files: 0, of: all.length };
      related = chosen;
      forget();
      project.accept(changes.sort((a, b) => (a.path < b.path ? -1 : 1)));
      return { isComplete: true, files: chosen.size, of: all.length };
    },
    cancel: () => void (isCancelled = true),
    closed(path) {
      if (slices.delete(path)) forget();
    },
    refresh: (paths) => paths.forEach(refreshOne),
  };
}

function inParts(files: readonly WorkspaceFile[]): WorkspaceFile[][] {
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
