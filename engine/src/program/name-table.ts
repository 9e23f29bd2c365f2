/** Resolves a name used in one file among several definitions in others, without an include graph. */

import type { FileFacts } from '../facts/types.ts';

export interface NameTable<T> {
  add(name: string, file: FileFacts, value: T): void;
  /** Drops what a file defines under a name. */
  remove(name: string, path: string): void;
  /** The definition meant in `file`: its own, else the one in the nearest folder, `include/` before drivers. */
  find(name: string, file: FileFacts): T | undefined;
  count(name: string): number;
  all(name: string): readonly Definition<T>[];
}

interface Definition<T> {
  readonly file: FileFacts;
  readonly value: T;
}

/** Definitions stand in order of path, those of one file as they were added. */
export function createNameTable<T>(): NameTable<T> {
  const entries = new Map<string, Definition<T>[]>();
  return {
    add(name, file, value) {
      const list = entries.get(name);
      if (!list) {
        entries.set(name, [{ file, value }]);
        return;
      }
      let at = list.length;
      while (at > 0 && list[at - 1].file.path > file.path) at--;
      list.splice(at, 0, { file, value });
    },
    remove(name, path) {
      const left = entries.get(name)?.filter((entry) => entry.file.path !== path) ?? [];
      if (left.length) entries.set(name, left);
      else entries.delete(name);
    },
    find(name, file) {
      const list = entries.get(name);
      if (!list) return undefined;
      if (list.length === 1) return list[0].value;
      let best = list[0];
      let bestScore = -1;
      for (const entry of list) {
        const score = nearness(entry.file.path, file.path);
        if (score > bestScore) [best, bestScore] = [entry, score];
      }
      return best.value;
    },
    count: (name) => entries.get(name)?.length ?? 0,
    all: (name) => entries.get(name) ?? [],
  };
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
