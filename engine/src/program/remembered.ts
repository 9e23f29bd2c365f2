/** What is worked out for one function after the other and kept until an edit can have changed it. */

import type { FileFacts } from '../facts/types.ts';
import type { Asked, NameId } from './asked.ts';
import type { FunctionId } from './types.ts';

export interface Remembered<T> {
  /** Results for the functions of all files, in order. `names`: what may mean something else than the last time; files with other facts are seen as such. */
  all(files: readonly FileFacts[], names: ReadonlySet<string>): readonly T[];
}

export interface RememberedOptions<T> {
  readonly asked: Asked;
  /** Functions of a file for which there is a result, in order. */
  functionsOf(file: FileFacts): readonly FunctionId[];
  compute(id: FunctionId): T;
}

interface Entry<T> {
  readonly id: FunctionId;
  value: T;
  /** Undefined when nobody records. */
  names: readonly NameId[] | undefined;
}

export function createRemembered<T>({ asked, functionsOf, compute }: RememberedOptions<T>): Remembered<T> {
  const byFile = new Map<string, { readonly file: FileFacts; readonly entries: readonly Entry<T>[] }>();

  function work(id: FunctionId): Pick<Entry<T>, 'value' | 'names'> {
    let value!: T;
    const names = asked.during(() => {
      value = compute(id);
    });
    return { value, names };
  }

  return {
    all(files, names) {
      const numbers = new Set([...names].flatMap((name) => asked.idOf(name) ?? []));
      const results: T[] = [];
      for (const file of files) {
        let known = byFile.get(file.path);
        if (known?.file !== file) byFile.set(file.path, (known = { file, entries: functionsOf(file).map((id) => ({ id, ...work(id) })) }));
        else if (numbers.size) for (const entry of known.entries) if (entry.names?.some((name) => numbers.has(name))) Object.assign(entry, work(entry.id));
        for (const { value } of known.entries) results.push(value);
      }
      return results;
    },
  };
}
