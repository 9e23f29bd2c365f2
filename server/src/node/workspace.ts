/** Which files a run looks at: those under the paths asked for, and the headers that a kernel tree gives them. */

import { lstatSync, readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Problem } from '../../../engine/src/rules/types.ts';
import { CouldNotRun } from './could-not-run.ts';
import type { PathTest } from './globs.ts';
import { reasonOf } from './read-source.ts';
import { findKernelTree, isInside, isKernelTree, relativePath } from './root.ts';

export interface WorkspaceFile {
  /** Relative to the root, `/` between names; unique in a workspace. */
  readonly path: string;
  readonly absolute: string;
  readonly bytes: number;
  /** Under a path asked for: findings in it are reported. Other files only give facts. */
  readonly wanted: boolean;
}

export interface Workspace {
  readonly root: string;
  /** Sorted by path. */
  readonly files: readonly WorkspaceFile[];
  readonly problems: readonly Problem[];
  /** Paths asked for that do not exist, as given. */
  readonly missing: readonly string[];
}

export interface WorkspaceOptions {
  readonly root: string;
  /** Empty matches everything. */
  readonly include: PathTest | undefined;
  readonly exclude: PathTest;
}

/** Top folders of a kernel tree with programs that run outside of the kernel; analysed when asked for by name. */
const NOT_KERNEL = new Set(['tools', 'Documentation', 'scripts', 'samples']);
/** Constants for device trees: no types, no code. */
const NO_CODE = new Set(['dt-bindings']);
const SKIPPED = new Set(['node_modules', '.git']);
/** Names that stand at the top of a folder of build output. */
const BUILD_MARKS = new Set(['CMakeCache.txt', 'build.ninja', 'CACHEDIR.TAG']);

/** Throws `CouldNotRun` for a path outside of the root; anything else that is wrong with a file or folder becomes a problem. */
export function discover(paths: readonly string[], options: WorkspaceOptions): Workspace {
  const walk = createWalk(options);
  const missing: string[] = [];
  const starts: string[] = [];
  for (const path of paths) {
    const start = withinRoot(options.root, resolve(path));
    if (!start) throw new CouldNotRun(`${path} is not inside the root ${options.root}`);
    if (exists(start)) starts.push(start);
    else missing.push(path);
  }
  for (const start of starts) walk.add(start, true);
  for (const folder of contextFolders(starts)) walk.add(folder, false);
  const files = walk.files().sort((a, b) => (a.path < b.path ? -1 : 1));
  return { root: options.root, files, problems: walk.problems, missing };
}

/** A path that may not be looked at exists as far as we know: the walk then says what is wrong with it. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** The path under the root's own spelling, so that relative paths never climb out through a link. */
function withinRoot(root: string, path: string): string | undefined {
  if (isInside(root, path)) return path;
  try {
    const real = realpathSync(path);
    const realRoot = realpathSync(root);
    return isInside(realRoot, real) ? join(root, relativePath(realRoot, real)) : undefined;
  } catch {
    return undefined;
  }
}

/** Part of a kernel tree is read together with the tree's headers. */
function contextFolders(starts: readonly string[]): string[] {
  const trees = new Set(starts.map(findKernelTree).filter((tree) => tree !== undefined));
  return [...trees].map((tree) => join(tree, 'include')).filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory());
}

interface Walk {
  readonly problems: Problem[];
  add(start: string, wanted: boolean): void;
  files(): WorkspaceFile[];
}

/** Real files and folders come first and links after, so that what is reachable both ways keeps its own name. */
function createWalk({ root, include, exclude }: WorkspaceOptions): Walk {
  const found = new Map<string, WorkspaceFile>();
  const seenFolders = new Set<string>();
  const problems: Problem[] = [];
  const problem = (path: string, message: string): void => void problems.push({ file: relativePath(root, path) || '.', line: 0, message });

  function add(start: string, wanted: boolean): void {
    const links: string[] = [];
    enter(start, isNamed, wanted, links);
    for (let link = links.pop(); link !== undefined; link = links.pop()) enter(link, isSource, wanted, links);
  }

  /** A path that may be anything; `accepts` says which files count. */
  function enter(path: string, accepts: (name: string) => boolean, wanted: boolean, links: string[]): void {
    const stats = statOf(path);
    if (stats?.isDirectory()) walkFolders(path, wanted, links);
    else if (stats?.isFile() && accepts(path)) addFile(path, realpathSync(path), stats, wanted);
    else if (stats && isSource(path)) problem(path, 'is neither a file nor a directory, skipped');
  }

  function walkFolders(start: string, wanted: boolean, links: string[]): void {
    const pending = [start];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      const real = unseen(folder);
      if (real === undefined) continue;
      for (const entry of entriesOf(folder, folder === start)) {
        const path = join(folder, entry.name);
        if (exclude(relativePath(root, path))) continue;
        if (entry.isSymbolicLink()) links.push(path);
        else if (entry.isDirectory()) pending.push(path);
        else if (entry.isFile() && isSource(entry.name)) addFile(path, join(real, entry.name), statOf(path), wanted);
      }
    }
  }

  /** The folder's real path, the first time it is met. */
  function unseen(folder: string): string | undefined {
    try {
      const real = realpathSync(folder);
      if (seenFolders.has(real)) return undefined;
      seenFolders.add(real);
      return real;
    } catch (error) {
      problem(folder, `cannot be read: ${reasonOf(error)}`);
      return undefined;
    }
  }

  /** A folder of build output has none, unless it was asked for by name. */
  function entriesOf(folder: string, isNamedFolder: boolean): Dirent[] {
    try {
      const entries = readdirSync(folder, { withFileTypes: true });
      if (!isNamedFolder && entries.some((entry) => BUILD_MARKS.has(entry.name))) return [];
      const skipped = isKernelTree(folder) ? NOT_KERNEL : basename(folder) === 'include' ? NO_CODE : undefined;
      return entries.filter((entry) => !SKIPPED.has(entry.name) && !skipped?.has(entry.name));
    } catch (error) {
      problem(folder, `cannot be read: ${reasonOf(error)}`);
      return [];
    }
  }

  function addFile(path: string, real: string, stats: Stats | undefined, wanted: boolean): void {
    const name = relativePath(root, path);
    if (!stats || found.has(real) || exclude(name) || (wanted && include && !include(name))) return;
    found.set(real, { path: name, absolute: path, bytes: stats.size, wanted });
  }

  /** A broken link is only worth a word if its name says that it was meant to be C. */
  function statOf(path: string): Stats | undefined {
    try {
      return statSync(path);
    } catch (error) {
      if (isSource(path) || (error as NodeJS.ErrnoException).code !== 'ENOENT') problem(path, `cannot be read: ${reasonOf(error)}`);
      return undefined;
    }
  }

  return { problems, add, files: () => [...found.values()] };
}

/** A file asked for by name is taken for C, whatever it is called. */
function isNamed(): boolean {
  return true;
}

/** `.mod.c` files are written by the build. */
function isSource(name: string): boolean {
  return (name.endsWith('.c') || name.endsWith('.h')) && !name.endsWith('.mod.c');
}
