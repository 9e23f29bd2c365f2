/** All files' facts → the linked Program. */

import { Op, type FileFacts } from '../facts/types.ts';
import type { Knowledge } from '../knowledge/types.ts';
import { findBpfMaps, type BpfMaps } from './bpf-maps.ts';
import { findBpfPrograms, type BpfPrograms } from './bpf-programs.ts';
import { findEntryPoints } from './entry-points.ts';
import { createFunctionTable, type FunctionTable } from './function-table.ts';
import { createFunctionValues, type FunctionValues } from './function-values.ts';
import { FunctionView, type ViewScope } from './function-view.ts';
import { createLockClasses, type LockClasses } from './lock-classes.ts';
import { createTypeTable, type TypeTable } from './type-table.ts';
import type { EntryPoint, FunctionId, ScopedType } from './types.ts';

export interface Program {
  readonly knowledge: Knowledge;
  readonly files: readonly FileFacts[];
  readonly table: FunctionTable;
  readonly types: TypeTable;
  readonly classes: LockClasses;
  readonly values: FunctionValues;
  readonly entryPoints: readonly EntryPoint[];
  readonly bpf: BpfPrograms;
  readonly bpfMaps: BpfMaps;
  viewOf(id: FunctionId): FunctionView;
}

/** Files must come sorted by path: ids, and so the order of everything, follow from it. */
export function linkProgram(files: readonly FileFacts[], knowledge: Knowledge): Program {
  const table = createFunctionTable(files);
  const types = createTypeTable(files);
  const classes = createLockClasses(types);
  const views: FunctionView[] = [];
  const scope: ViewScope = {
    types,
    accessors: new Map(knowledge.accessors.map((row) => [row.api, row])),
    returnTypeOf,
    plainMacro,
  };
  const viewOf = (id: FunctionId): FunctionView => (views[id] ??= new FunctionView(table.functions[id], scope));

  /** Truth values only: numbers are told apart by name well enough, and read better. */
  function plainMacro(name: string, file: FileFacts): string | undefined {
    const [id, other] = table.resolve(name, file);
    if (id === undefined || other !== undefined || !table.functions[id].facts.attributes.includes('object-like')) return undefined;
    const view = viewOf(id);
    const [op, value] = view.operation(0);
    if (op !== Op.Return || value === -1) return undefined;
    const text = view.show(value);
    return /^(true|false|0|1)$/.test(text) ? text : undefined;
  }

  function returnTypeOf(name: string, file: FileFacts): ScopedType | undefined {
    const [id] = table.resolve(name, file);
    if (id === undefined) return types.prototype(name, file);
    const { facts, file: definition } = table.functions[id];
    const text = definition.strings[facts.returns];
    return text === '' ? undefined : { text, file: definition };
  }

  const values = createFunctionValues(table, types, viewOf);
  const bpf = findBpfPrograms(table);
  const scopes = new Map(table.fileScopes.map((id) => [table.functions[id].file, id]));
  const bpfMaps = findBpfMaps(files, types, (file) => viewOf(scopes.get(file)!));
  const entryPoints = findEntryPoints({ table, types, values, classes, knowledge, bpf, viewOf });
  return { knowledge, files, table, types, classes, values, entryPoints, bpf, bpfMaps, viewOf };
}
