/** Which functions a pointer may hold: what was ever stored in a struct member, a variable, or passed for a parameter. */

import { Expr, type ExpressionId, type FileFacts } from '../facts/types.ts';
import type { Asked } from './asked.ts';
import type { FunctionTable } from './function-table.ts';
import type { FunctionView } from './function-view.ts';
import { groupBy } from './group-by.ts';
import type { Mentions } from './mentions.ts';
import type { TypeTable } from './type-table.ts';
import type { FunctionId, StructDefinition } from './types.ts';

/** A store of a known function into a struct member. */
export interface MemberStore {
  readonly struct: StructDefinition;
  readonly member: string;
  readonly functions: readonly FunctionId[];
  readonly view: FunctionView;
  readonly operation: number;
}

export interface FunctionValues {
  /** Functions that the value of an expression may be. */
  of(view: FunctionView, id: ExpressionId): readonly FunctionId[];
  /** Functions ever stored in a member. */
  inMember(struct: StructDefinition, member: string): readonly FunctionId[];
  readonly stores: readonly MemberStore[];
  /** Names, as `Asked` knows them, of what may hold other functions here than there. */
  differencesFrom(former: FunctionValues): readonly string[];
  /** The tables behind all this, by struct, variable and function; for comparison. */
  readonly held: HeldFunctions;
  /** Of a member of that name, in one file. */
  storesOf(member: string, file: FileFacts): readonly MemberStore[];
  /** The struct and member that an expression reads or writes. */
  memberOf(view: FunctionView, id: ExpressionId): { readonly struct: StructDefinition; readonly member: string } | undefined;
}

interface HeldFunctions {
  readonly members: ReadonlyMap<StructDefinition, FunctionsBy<string>>;
  readonly globals: FunctionsBy<string>;
  readonly parameters: ReadonlyMap<FunctionId, FunctionsBy<number>>;
  /** By member. */
  readonly stores: ReadonlyMap<string, readonly MemberStore[]>;
}

type FunctionsBy<K> = ReadonlyMap<K, ReadonlySet<FunctionId>>;

const MAX_CALLERS_DEPTH = 3;
const MAX_VALUES = 64;

export interface FunctionValuesContext {
  readonly table: FunctionTable;
  readonly types: TypeTable;
  readonly asked: Asked;
  /** See `directValues`: of all functions, in order. */
  readonly direct: readonly DirectValues[];
}

/** What one function's own code says of pointers, whatever other functions do. */
export interface DirectValues {
  readonly view: FunctionView;
  readonly given: readonly { readonly callee: FunctionId; readonly argument: number; readonly functions: readonly FunctionId[] }[];
  readonly stores: readonly Store[];
  /** Stores of locals: what these hold is asked when everything else is known. */
  readonly pending: readonly { readonly target: ExpressionId; readonly value: ExpressionId; readonly operation: number }[];
  /** One of them held a function. */
  hasResolved: boolean;
}

/** Into a struct member or a variable. */
type Store = MemberStore | { readonly variable: string; readonly functions: readonly FunctionId[] };

type TablesOf = Pick<FunctionValuesContext, 'table' | 'types'>;

export function directValues(tables: TablesOf, view: FunctionView, { calls, stores: storing }: Pick<Mentions, 'calls' | 'stores'>): DirectValues {
  const given: DirectValues['given'][number][] = [];
  const stores: Store[] = [];
  const pending: DirectValues['pending'][number][] = [];
  for (const operation of calls) {
    const call = view.operation(operation)[1];
    for (let argument = 0; argument < view.argumentCount(call); argument++) {
      const functions = directFunction(tables, view, view.argument(call, argument)!);
      if (functions.length) for (const callee of tables.table.resolve(view.calleeName(call), view.file)) given.push({ callee, argument, functions });
    }
  }
  for (const operation of storing) {
    const [, target, value] = view.operation(operation);
    const functions = directFunction(tables, view, value);
    const store = functions.length ? storeInto(tables.types, view, target, functions, operation) : undefined;
    if (store) stores.push(store);
    else if (functions.length === 0 && view.kind(view.strip(value)) === Expr.Local && mayHold(view, value)) pending.push({ target, value, operation });
  }
  return { view, given, stores, pending, hasResolved: false };
}

/** Whether an expression may hold a function, by its form: `FunctionValues.of` finds none where not. */
function mayHold(view: FunctionView, id: ExpressionId, depth = 0): boolean {
  if (depth > MAX_CALLERS_DEPTH) return false;
  id = view.strip(id);
  switch (view.kind(id)) {
    case Expr.Global: case Expr.Member: return true;
    case Expr.Address: case Expr.Deref: case Expr.Index: return mayHold(view, view.a(id), depth + 1);
    case Expr.Conditional: return mayHold(view, view.b(id), depth + 1) || mayHold(view, view.c(id), depth + 1);
    case Expr.Local: return view.a(id) < view.facts.parameters || view.definitions(view.a(id)).some((value) => value !== id && mayHold(view, value, depth + 1));
    default: return false;
  }
}

/** Where an edit left all that a function says of pointers as it was: the old values, with the new places. `values`: as they were before. */
export function adoptDirectValues(old: DirectValues, fresh: DirectValues, values: FunctionValues): DirectValues {
  const isSame = !old.hasResolved && old.given.length === fresh.given.length && old.stores.length === fresh.stores.length
    && old.given.every(({ callee, argument, functions }, i) => callee === fresh.given[i].callee && argument === fresh.given[i].argument && isSameIds(functions, fresh.given[i].functions))
    && old.stores.every((store, i) => isSameStore(store, fresh.stores[i]))
    && fresh.pending.every(({ value }) => values.of(fresh.view, value).length === 0);
  if (!isSame) return fresh;
  old.stores.forEach((store, i) => Object.assign(store, fresh.stores[i]));
  return Object.assign(old, { view: fresh.view, pending: fresh.pending });
}

function isSameStore(a: Store, b: Store): boolean {
  if ('variable' in a || 'variable' in b) return 'variable' in a && 'variable' in b && a.variable === b.variable && isSameIds(a.functions, b.functions);
  return a.struct === b.struct && a.member === b.member && isSameIds(a.functions, b.functions);
}

function isSameIds(a: readonly FunctionId[], b: readonly FunctionId[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

function storeInto(types: TypeTable, view: FunctionView, target: ExpressionId, functions: readonly FunctionId[], operation: number): Store | undefined {
  const at = memberOf(types, view, target);
  if (at) return { ...at, functions, view, operation };
  const variable = view.kind(target) === Expr.Index ? view.a(target) : target;
  return view.kind(variable) === Expr.Global ? { variable: view.text(view.a(variable)), functions } : undefined;
}

/** A function named on the spot. */
function directFunction({ table, types }: TablesOf, view: FunctionView, id: ExpressionId): readonly FunctionId[] {
  id = view.strip(id);
  if (view.kind(id) === Expr.Address) id = view.a(id);
  if (view.kind(id) !== Expr.Global) return [];
  const name = view.text(view.a(id));
  const functions = table.resolve(name, view.file).filter((f) => table.functions[f].facts.form === 'function');
  return functions.some((f) => table.functions[f].file === view.file) || !isVariable(types, name, view.file) ? functions : [];
}

/** Not where all that has the name is the static variable of another file. */
function isVariable(types: TypeTable, name: string, file: FileFacts): boolean {
  const variable = types.variable(name, file);
  return variable !== undefined && (!variable.static || variable.home === file);
}

function memberOf(types: TypeTable, view: FunctionView, id: ExpressionId): { struct: StructDefinition; member: string } | undefined {
  if (view.kind(id) !== Expr.Member) return undefined;
  const type = view.typeOf(view.a(id));
  const struct = type && (types.structOf(type) ?? types.unread(type));
  if (!struct) return undefined;
  const written = view.text(view.b(id));
  return { struct, member: written.startsWith('#') ? struct.members.nameAt(Number(written.slice(1))) ?? written : written };
}

export function createFunctionValues({ table, types, asked, direct }: FunctionValuesContext): FunctionValues {
  const tables = { table, types };
  const members = new Map<StructDefinition, Map<string, Set<FunctionId>>>();
  const globals = new Map<string, Set<FunctionId>>();
  const parameters = new Map<FunctionId, Map<number, Set<FunctionId>>>();
  const stores: MemberStore[] = [];

  for (const { given } of direct)
    for (const { callee, argument, functions } of given) {
      let own = parameters.get(callee);
      if (!own) parameters.set(callee, (own = new Map()));
      addAll(own, argument, functions);
    }
  for (const own of direct) own.stores.forEach(note);
  for (const own of direct) {
    own.hasResolved = false;
    for (const { target, value, operation } of own.pending) {
      const functions = of(own.view, value);
      if (functions.length === 0) continue;
      own.hasResolved = true;
      const store = storeInto(types, own.view, target, functions, operation);
      if (store) note(store);
    }
  }

  function note(store: Store): void {
    if ('variable' in store) {
      addAll(globals, store.variable, store.functions);
      return;
    }
    let own = members.get(store.struct);
    if (!own) members.set(store.struct, (own = new Map()));
    addAll(own, store.member, store.functions);
    stores.push(store);
  }

  function of(view: FunctionView, id: ExpressionId, depth = 0): readonly FunctionId[] {
    if (depth > MAX_CALLERS_DEPTH) return [];
    id = view.strip(id);
    switch (view.kind(id)) {
      case Expr.Global: {
        const direct = directFunction(tables, view, id);
        return direct.length ? direct : inVariable(view.text(view.a(id)));
      }
      case Expr.Address: case Expr.Deref: case Expr.Index:
        return of(view, view.a(id), depth + 1);
      case Expr.Conditional:
        return unique([...of(view, view.b(id), depth + 1), ...of(view, view.c(id), depth + 1)]);
      case Expr.Local: {
        const local = view.a(id);
        if (local < view.facts.parameters) return inParameter(view.fn.id, local).slice(0, MAX_VALUES);
        return unique(view.definitions(local).flatMap((value) => (value === id ? [] : of(view, value, depth + 1)))).slice(0, MAX_VALUES);
      }
      case Expr.Member: {
        const at = memberOf(types, view, id);
        return at ? inMember(at.struct, at.member) : [];
      }
      default:
        return [];
    }
  }

  function inVariable(name: string): readonly FunctionId[] {
    asked.note(heldNames.variable(name));
    return [...(globals.get(name) ?? [])];
  }

  function inParameter(id: FunctionId, parameter: number): readonly FunctionId[] {
    asked.note(heldNames.parameters(id));
    return [...(parameters.get(id)?.get(parameter) ?? [])];
  }

  function inMember(struct: StructDefinition, member: string): readonly FunctionId[] {
    asked.note(heldNames.member(struct, member));
    return [...(members.get(struct)?.get(member) ?? [])];
  }

  /** By member, then by path: many structs have a member `open`. Facts are others after every edit of a file, stores only where their function is. */
  const inFiles = new Map<string, ReadonlyMap<string, readonly MemberStore[]>>();

  function storesOf(member: string, file: FileFacts): readonly MemberStore[] {
    asked.note(heldNames.stores(member));
    let byFile = inFiles.get(member);
    if (!byFile) inFiles.set(member, (byFile = groupBy(byMember.get(member) ?? [], (store) => store.view.file.path)));
    return byFile.get(file.path) ?? [];
  }

  const byMember = groupBy(stores, ({ member }) => member);
  const held: HeldFunctions = { members, globals, parameters, stores: byMember };
  return { of, inMember, stores, held, differencesFrom: (former) => differences(former.held, held), storesOf, memberOf: (view, id) => memberOf(types, view, id) };
}

/** No name of C has these signs. */
const heldNames = {
  variable: (name: string): string => `=${name}`,
  parameters: (id: FunctionId): string => `(${id}`,
  member: (struct: StructDefinition, member: string): string => `${struct.name}.${member}`,
  stores: (member: string): string => `.${member}`,
};

function differences(before: HeldFunctions, after: HeldFunctions): string[] {
  const names = differing(before.globals, after.globals).map(heldNames.variable);
  for (const struct of keysOf(before.members, after.members))
    for (const member of differing(before.members.get(struct), after.members.get(struct))) names.push(heldNames.member(struct, member));
  for (const id of keysOf(before.parameters, after.parameters))
    if (differing(before.parameters.get(id), after.parameters.get(id)).length) names.push(heldNames.parameters(id));
  for (const member of keysOf(before.stores, after.stores)) if (!areSameStores(before.stores.get(member), after.stores.get(member))) names.push(heldNames.stores(member));
  return names;
}

function areSameStores(a: readonly MemberStore[] = [], b: readonly MemberStore[] = []): boolean {
  return a.length === b.length && a.every((x, i) => {
    const y = b[i];
    return x === y || (x.view === y.view && x.operation === y.operation && x.struct === y.struct && isSameIds(x.functions, y.functions));
  });
}

function differing<K>(before: FunctionsBy<K> = new Map(), after: FunctionsBy<K> = new Map()): K[] {
  return keysOf(before, after).filter((key) => !isSameList(before.get(key), after.get(key)));
}

function keysOf<K>(a: ReadonlyMap<K, unknown>, b: ReadonlyMap<K, unknown>): K[] {
  return [...a.keys(), ...[...b.keys()].filter((key) => !a.has(key))];
}

/** In the same order: callees of a call are considered one after the other. */
function isSameList(a: ReadonlySet<FunctionId> | undefined, b: ReadonlySet<FunctionId> | undefined): boolean {
  if (!a || !b || a.size !== b.size) return false;
  const other = b.values();
  for (const id of a) if (id !== other.next().value) return false;
  return true;
}

function addAll<K>(map: Map<K, Set<FunctionId>>, key: K, ids: readonly FunctionId[]): void {
  let set = map.get(key);
  if (!set) map.set(key, (set = new Set()));
  for (const id of ids) set.add(id);
}

function unique(ids: readonly FunctionId[]): FunctionId[] {
  return [...new Set(ids)];
}
