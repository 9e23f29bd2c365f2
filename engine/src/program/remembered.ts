/** What is worked out for one function after the other and kept until an edit can have changed it. */

import type { FileFacts } from '../facts/types.ts';
import type { Asked, NameId } from './asked.ts';
import type { FunctionId } from './types.ts';

export interface Remembered<T> {
  /**
   * Results for the functions of all files, in order. `names`: what may mean something else than the last time; files with other facts are
   * seen as such. The same list as the last time if all results are.
   */
  all(files: readonly FileFacts[], names: ReadonlySet<string>): readonly T[];
}

export interface RememberedOptions<T> {
  readonly asked: Asked;
  /** Functions of a file for which there is a result, in order. */
  functionsOf(file: FileFacts): readonly FunctionId[];
  compute(id: FunctionId): T;
  /** A new result takes the place of an old one: gives the old one, brought up to date, where they say the same. */
  adopt?(old: T, fresh: T): T;
}

interface Entry<T> {
  readonly id: FunctionId;
  value: T;
  /** Undefined when nobody records. */
  names: readonly NameId[] | undefined;
}

export function createRemembered<T>({ asked, functionsOf, compute, adopt = (_, fresh) => fresh }: RememberedOptions<T>): Remembered<T> {
  const byFile = new Map<string, { readonly file: FileFacts; readonly entries: readonly Entry<T>[] }>();

  function work(id: FunctionId): Pick<Entry<T>, 'value' | 'names'> {
    let value!: T;
    const names = asked.during(() => {
      value = compute(id);
    });
    return { value, names };
  }

  function workFile(file: FileFacts, known: readonly Entry<T>[] = []): Entry<T>[] {
    const old = new Map(known.map((entry) => [entry.id, entry.value]));
    return functionsOf(file).map((id) => {
      const { value, names } = work(id);
      const former = old.get(id);
      return { id, value: former === undefined ? value : adopt(former, value), names };
    });
  }

  let last: readonly T[] = [];

  return {
    all(files, names) {
      if (!asked.isRecording) return files.flatMap((file) => functionsOf(file).map(compute));
      const numbers = new Set([...names].flatMap((name) => asked.idOf(name) ?? []));
      const results: T[] = [];
      for (const file of files) {
        let known = byFile.get(file.path);
        if (known?.file !== file) byFile.set(file.path, (known = { file, entries: workFile(file, known?.entries) }));
        else if (numbers.size) for (const entry of known.entries) if (entry.names?.some((name) => numbers.has(name))) Object.assign(entry, work(entry.id));
        for (const { value } of known.entries) results.push(value);
      }
      if (results.length !== last.length || results.some((value, i) => value !== last[i])) last = results;
      return last;
    },
  };
}
