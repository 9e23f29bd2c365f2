/** Functions by file, for questions that start from a place in one. */

import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';

const tables = new WeakMap<Program, Map<string, FunctionId[]>>();

/** Functions and macros that a file defines, without its file scope; the table is made at the first question to a program. */
export function functionsOf(program: Program, path: string): readonly FunctionId[] {
  let table = tables.get(program);
  if (!table) tables.set(program, (table = byPath(program)));
  return table.get(path) ?? [];
}

function byPath({ table }: Program): Map<string, FunctionId[]> {
  const found = new Map<string, FunctionId[]>();
  for (const { id, file, facts } of table.functions) {
    if (facts.form === 'file') continue;
    const ids = found.get(file.path);
    if (ids) ids.push(id);
    else found.set(file.path, [id]);
  }
  return found;
}
