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

/** All definitions of one name, in order of path, those of one file as they were added. Most names have one, which stands for itself. */
type Entry<T> = Definition<T> | Definitions<T>;

class Definitions<T> {
  /** What the name means in the files of a folder that do not define it themselves. */
  private readonly byFolder = new Map<string, T>();

  constructor(readonly list: Definition<T>[]) {}

  add(definition: Definition<T>): void {
    const { list } = this;
    let at = list.length;
    while (at > 0 && list[at - 1].file.path > definition.file.path) at--;
    list.splice(at, 0, definition);
    this.byFolder.clear();
  }

  find(file: FileFacts): T {
    const own = firstOf(file.path, this.list);
    if (own) return own.value;
    const folder = folderOf(file.path);
    let value = this.byFolder.get(folder);
    if (value === undefined) this.byFolder.set(folder, (value = nearestTo(file, this.list)));
    return value;
  }
}

export function createNameTable<T>(): NameTable<T> {
  const entries = new Map<string, Entry<T>>();

  function listOf(name: string): readonly Definition<T>[] {
    const entry = entries.get(name);
    return entry === undefined ? [] : entry instanceof Definitions ? entry.list : [entry];
  }

  return {
    add(name, file, value) {
      let entry = entries.get(name);
      const definition = { file, value };
      if (!entry) {
        entries.set(name, definition);
        return;
      }
      if (!(entry instanceof Definitions)) entries.set(name, (entry = new Definitions([entry])));
      entry.add(definition);
    },
    remove(name, path) {
      const left = listOf(name).filter(({ file }) => file.path !== path);
      if (left.length === 0) entries.delete(name);
      else entries.set(name, left.length === 1 ? left[0] : new Definitions(left));
    },
    find(name, file) {
      const entry = entries.get(name);
      return entry instanceof Definitions ? entry.find(file) : entry?.value;
    },
    all: listOf,
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

/** What is no part of a subsystem of its own, and x86 before other architectures. */
const core = /^(kernel|lib|mm|block|init|arch\/x86)\//;

/** How near a definition is to its use: the same file, then shared leading folders, then the kernel-wide headers. */
export function nearness(definition: string, use: string): number {
  if (definition === use) return 1000;
  const a = definition.split('/');
  const b = use.split('/');
  let shared = 0;
  while (shared < a.length - 1 && shared < b.length - 1 && a[shared] === b[shared]) shared++;
  const isHeader = definition.endsWith('.h');
  const sameFolder = shared === a.length - 1 && shared === b.length - 1;
  return shared * 10 + (sameFolder ? 5 : 0) + (isHeader ? 2 : 0) + (definition.startsWith('include/linux/') ? 8 : definition.startsWith('include/') ? 6 : core.test(definition) ? 1 : 0);
}
