/** What matters first for one file: what it includes and what stands beside it. */

import { readdirSync, statSync, type Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSource } from '../node/read-source.ts';
import { findKernelTree, relativePath } from '../node/root.ts';
import type { WorkspaceFile } from '../node/workspace.ts';

export interface SliceOptions {
  readonly root: string;
  /** Files that need not be looked at. */
  isKnown(path: string): boolean;
  isExcluded(path: string): boolean;
}

/** As much as is read within a second or so; what matters most comes first. */
const MOST_BYTES = 3_000_000;
const MOST_FILES = 250;
/** How far includes are followed: a driver's headers say what their structs are made of one or two headers on. */
const DEPTH = 3;

/** The file itself, its headers nearest first, then its folder's other sources; those known already are left out. */
export function sliceOf(path: string, { root, isKnown, isExcluded }: SliceOptions): WorkspaceFile[] {
  const found = new Map<string, WorkspaceFile>();
  let bytes = 0;

  function add(absolute: string): boolean {
    const name = relativePath(root, absolute);
    if (found.has(name)) return false;
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (!stats?.isFile() || (found.size && (bytes + stats.size > MOST_BYTES || found.size >= MOST_FILES || isExcluded(name)))) return false;
    bytes += stats.size;
    found.set(name, { path: name, absolute, bytes: stats.size, wanted: true });
    return true;
  }

  const start = join(root, path);
  add(start);
  const folders = includeFolders(start);
  let level = [start];
  for (let depth = 0; depth < DEPTH && level.length; depth++) {
    if (depth === 1) siblings(start).forEach(add);
    level = level.flatMap((file) => includesOf(file).flatMap((include) => resolveInclude(include, file, folders) ?? []).filter(add));
  }
  return [...found.values()].filter((file) => !isKnown(file.path));
}

/** `quoted` or in angles. */
interface Include {
  readonly name: string;
  readonly quoted: boolean;
}

function includesOf(file: string): Include[] {
  const { text = '' } = readSource(file);
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)/gm)].map(([, quoted, angled]) => ({ name: quoted ?? angled, quoted: quoted !== undefined }));
}

function resolveInclude({ name, quoted }: Include, from: string, folders: readonly string[]): string | undefined {
  const tried = [...(quoted ? [dirname(from)] : []), ...folders];
  return tried.map((folder) => join(folder, name)).find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

function includeFolders(file: string): string[] {
  const tree = findKernelTree(dirname(file));
  return tree ? [join(tree, 'include'), join(tree, 'arch/x86/include'), join(tree, 'include/uapi')] : [dirname(file), join(dirname(file), 'include'), join(dirname(file), '../include')];
}

/** Sources of the same folder, those whose names begin alike first: `dev.c`, `dev_ioctl.c`. */
function siblings(file: string): string[] {
  const folder = dirname(file);
  const stem = (name: string): string => /^[a-z0-9]*/i.exec(name)![0];
  const own = stem(file.slice(folder.length + 1));
  const names = entriesOf(folder).map(({ name }) => name).filter((name) => /\.[ch]$/.test(name) && !name.endsWith('.mod.c')).sort();
  return [...names.filter((name) => stem(name) === own), ...names.filter((name) => stem(name) !== own)].map((name) => join(folder, name));
}

/** A project of so few files is read as a whole at once. */
const SMALL = 150;
/** Looked at to find that out. */
const MOST_FOLDERS = 300;

/** Whether the folders hold few sources, as far as a short look tells; never a part of a kernel tree, which is read with the tree's headers. */
export function isSmall(folders: readonly string[]): boolean {
  if (folders.some(findKernelTree)) return false;
  const pending = [...folders];
  let sources = 0;
  for (let looked = 0; pending.length; looked++) {
    if (looked > MOST_FOLDERS) return false;
    const folder = pending.pop()!;
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory()) pending.push(join(folder, entry.name));
      else if (/\.[ch]$/.test(entry.name) && ++sources > SMALL) return false;
    }
  }
  return true;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules' && name !== '.git');
  } catch {
    return [];
  }
}
