/** Resolves a name used in one file among several definitions in others, without an include graph. */

import type { FileFacts } from '../facts/types.ts';
import { folderOf } from '../source/folder-of.ts';
import { lowerBound } from '../source/lower-bound.ts';

export interface NameTable<T> {
  add(name: string, file: FileFacts, value: T): void;
  /** Drops what a file defines under a name. */
  remove(name: string, path: string): void;
  /** The definition meant in `file`: its own, else the one in the nearest folder, `include/` before drivers. */
  find(name: string, file: FileFacts): T | undefined;
  all(name: string): readonly Definition<T>[];
}

export interface Definition<T> {
  readonly file: FileFacts;
  readonly value: T;
}

/** All definitions of one name, in order of path, those of one file as they were added. */
interface Entry<T> {
  readonly list: Definition<T>[];
  /** What the name means in the files of a folder that do not define it themselves; made when first asked. */
  byFolder: Map<string, T> | undefined;
}

export function createNameTable<T>(): NameTable<T> {
  const entries = new Map<string, Entry<T>>();
  return {
    add(name, file, value) {
      const entry = entries.get(name);
      if (!entry) {
        entries.set(name, { list: [{ file, value }], byFolder: undefined });
        return;
      }
      const { list } = entry;
      let at = list.length;
      while (at > 0 && list[at - 1].file.path > file.path) at--;
      list.splice(at, 0, { file, value });
      entry.byFolder = undefined;
    },
    remove(name, path) {
      const left = entries.get(name)?.list.filter((definition) => definition.file.path !== path) ?? [];
      if (left.length) entries.set(name, { list: left, byFolder: undefined });
      else entries.delete(name);
    },
    find(name, file) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      const { list } = entry;
      if (list.length === 1) return list[0].value;
      const own = firstOf(file.path, list);
      if (own) return own.value;
      const folder = folderOf(file.path);
      const byFolder = (entry.byFolder ??= new Map());
      let value = byFolder.get(folder);
      if (value === undefined) byFolder.set(folder, (value = nearestTo(file, list)));
      return value;
    },
    all: (name) => entries.get(name)?.list ?? [],
  };
}

/** Some names are defined by the hundred; definitions stand in order of path. */
function firstOf<T>(path: string, list: readonly Definition<T>[]): Definition<T> | undefined {
  const first = list[lowerBound(list.length, (i) => list[i].file.path < path)];
  return first?.file.path === path ? first : undefined;
}

/** Of several definitions the one that a file most likely means. */
export function nearestTo<T>({ path }: FileFacts, list: readonly Definition<T>[]): T {
  let best = list[0];
  let bestScore = -1;
  for (const definition of list) {
    const score = nearness(definition.file.path, path);
    if (score > bestScore) [best, bestScore] = [definition, score];
  }
  return best.value;
}

/** How near a definition is to its use: the same file, then shared leading folders, then the kernel-wide headers. */
export function nearness(definition: string, use: string): number {
  if (definition === use) return 1000;
  const a = definition.split('/');
  const b = use.split('/');
  let shared = 0;
  while (shared < a.length - 1 && shared < b.length - 1 && a[shared] === b[shared]) shared++;
  const isHeader = definition.endsWith('.h');
  const sameFolder = shared === a.length - 1 && shared === b.length - 1;
  return shared * 10 + (sameFolder ? 5 : 0) + (isHeader ? 2 : 0) + (definition.startsWith('include/linux/') ? 8 : definition.startsWith('include/') ? 6 : definition.startsWith('arch/x86/') ? 1 : 0);
}
