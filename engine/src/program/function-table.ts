/** All functions of the program, and what a function name means in a file. */

import type { FileFacts } from '../facts/types.ts';
import { nearness } from './name-table.ts';
import type { FunctionId, ProgramFunction } from './types.ts';

export interface FunctionTable {
  readonly functions: readonly ProgramFunction[];
  resolve(name: string, file: FileFacts): readonly FunctionId[];
  /** File-scope code of each file. */
  readonly fileScopes: readonly FunctionId[];
}

/** More definitions than this under one name are per-architecture or per-driver variants; the nearest ones are kept. */
const MAX_VARIANTS = 4;

export function createFunctionTable(files: readonly FileFacts[]): FunctionTable {
  const functions: ProgramFunction[] = [];
  const fileScopes: FunctionId[] = [];
  const external = new Map<string, FunctionId[]>();
  const local = new Map<FileFacts, Map<string, FunctionId[]>>();
  const localToFolder = new Map<string, FunctionId[]>();
  const answers = new Map<string, readonly FunctionId[]>();

  for (const file of files) {
    const own = new Map<string, FunctionId[]>();
    local.set(file, own);
    const isHeader = file.path.endsWith('.h');
    for (const facts of file.functions) {
      const id = functions.length;
      const name = file.strings[facts.name];
      functions.push({ id, file, facts, name });
      if (facts.form === 'file') {
        fileScopes.push(id);
        continue;
      }
      push(own, name, id);
      if (!facts.static && facts.form !== 'macro' || isHeader) push(external, name, id);
      else push(localToFolder, `${folder(file.path)}/${name}`, id);
    }
  }

  function resolve(name: string, file: FileFacts): readonly FunctionId[] {
    const own = local.get(file)?.get(name);
    if (own) return own;
    const all = external.get(name);
    if (all?.length === 1) return all;
    const key = `${all ? folder(file.path) : file.path}\n${name}`;
    let answer = answers.get(key);
    if (!answer) answers.set(key, (answer = all ? nearest(all, file) : localToFolder.get(`${folder(file.path)}/${name}`)?.slice(0, 1) ?? []));
    return answer;
  }

  /** Empty stubs for a configuration that is off say nothing where another variant does something. */
  function nearest(ids: readonly FunctionId[], file: FileFacts): readonly FunctionId[] {
    const real = ids.filter((id) => functions[id].facts.codeLength > 1);
    const ranked = (real.length ? real : ids).map((id) => ({ id, score: nearness(functions[id].file.path, file.path) }));
    ranked.sort((x, y) => y.score - x.score || x.id - y.id);
    return ranked.slice(0, MAX_VARIANTS).map((entry) => entry.id);
  }

  return { functions, resolve, fileScopes };
}

function folder(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function push<K>(map: Map<K, FunctionId[]>, key: K, id: FunctionId): void {
  const list = map.get(key);
  if (list) list.push(id);
  else map.set(key, [id]);
}
