/** What matters first for one file: what it includes and what stands beside it. */

import { readdirSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readSource } from '../node/read-source.ts';
import { findKernelTree, relativePath } from '../node/root.ts';
import type { WorkspaceFile } from '../node/workspace.ts';

/** `near`: so little that it is read and judged between two keys; `wide`: what mostly decides, within seconds. */
export type Reach = 'near' | 'wide';

export interface SliceOptions {
  readonly root: string;
  readonly reach: Reach;
  isExcluded(path: string): boolean;
}

/** Beside the file itself. `depth`: how far includes are followed; a driver's headers say what their structs are made of one or two headers on. */
const bounds: Readonly<Record<Reach, { readonly bytes: number; readonly files: number; readonly depth: number }>> = {
  near: { bytes: 500_000, files: 60, depth: 2 },
  wide: { bytes: 3_000_000, files: 250, depth: 3 },
};

/** The file itself, then what matters most: its own headers and their sources, other headers it includes, its folder's other sources, headers further on. */
export function sliceOf(path: string, { root, reach, isExcluded }: SliceOptions): WorkspaceFile[] {
  const most = bounds[reach];
  const found = new Map<string, WorkspaceFile>();
  let bytes = 0;

  function add(absolute: string): boolean {
    const name = relativePath(root, absolute);
    if (found.has(name)) return false;
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (!stats?.isFile() || (found.size && (bytes + stats.size > most.bytes || found.size > most.files || isExcluded(name)))) return false;
    if (found.size) bytes += stats.size;
    found.set(name, { path: name, absolute, bytes: stats.size, wanted: true });
    return true;
  }

  const start = join(root, path);
  add(start);
  const folders = includeFolders(start);
  const includes = includesOf(start);
  const resolved = (list: readonly Include[]): string[] => list.flatMap((include) => resolveInclude(include, start, folders) ?? []);
  const own = resolved(includes.filter(({ quoted }) => quoted));
  const { kin, others } = siblings(start, own);
  const headers = [...own.filter(add), ...kin.filter(add), ...resolved(includes.filter(({ quoted }) => !quoted)).filter(add)].filter((file) => file.endsWith('.h'));
  others.forEach(add);
  let level = headers;
  for (let depth = 1; depth < most.depth && level.length; depth++) level = level.flatMap((file) => includesOf(file).flatMap((include) => resolveInclude(include, file, folders) ?? []).filter(add));
  return [...found.values()];
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

/** Sources of the same folder: those of the file's own headers and those whose names begin alike (`dev.c`, `dev_ioctl.c`), and the others. */
function siblings(file: string, headers: readonly string[]): { readonly kin: string[]; readonly others: string[] } {
  const folder = dirname(file);
  const stem = (name: string): string => /^[a-z0-9]*/i.exec(name)![0];
  const own = stem(basename(file));
  const sources = new Set(headers.map((header) => basename(header).replace(/\.h$/, '.c')));
  const names = entriesOf(folder).map(({ name }) => name).filter((name) => /\.[ch]$/.test(name) && !name.endsWith('.mod.c')).sort();
  const isKin = (name: string): boolean => sources.has(name) || stem(name) === own;
  const paths = (list: readonly string[]): string[] => list.map((name) => join(folder, name));
  return { kin: paths(names.filter(isKin)), others: paths(names.filter((name) => !isKin(name))) };
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
