/** Which functions a pointer may hold: what was ever stored in a struct member, a variable, or passed for a parameter. */

import { Expr, type ExpressionId } from '../facts/types.ts';
import type { Asked } from './asked.ts';
import type { FunctionTable } from './function-table.ts';
import type { FunctionView } from './function-view.ts';
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
  storesOf(member: string): readonly MemberStore[];
  /** The struct and member that an expression reads or writes. */
  memberOf(view: FunctionView, id: ExpressionId): { readonly struct: StructDefinition; readonly member: string } | undefined;
}

interface HeldFunctions {
  readonly members: ReadonlyMap<StructDefinition, FunctionsBy<string>>;
  readonly globals: FunctionsBy<string>;
  readonly parameters: ReadonlyMap<FunctionId, FunctionsBy<number>>;
}

type FunctionsBy<K> = ReadonlyMap<K, ReadonlySet<FunctionId>>;

const MAX_CALLERS_DEPTH = 3;
const MAX_VALUES = 64;

export interface FunctionValuesContext {
  readonly table: FunctionTable;
  readonly types: TypeTable;
  readonly asked: Asked;
  readonly mentions: Mentions;
  viewOf(id: FunctionId): FunctionView;
}

export function createFunctionValues({ table, types, asked, mentions, viewOf }: FunctionValuesContext): FunctionValues {
  const members = new Map<StructDefinition, Map<string, Set<FunctionId>>>();
  const globals = new Map<string, Set<FunctionId>>();
  const parameters = new Map<FunctionId, Map<number, Set<FunctionId>>>();
  const stores: MemberStore[] = [];
  const pending: { view: FunctionView; target: ExpressionId; value: ExpressionId; operation: number }[] = [];

  const mentioning = [...table.functions].flatMap(({ id }) => {
    const found = mentions.of(viewOf(id));
    return found.calls.length || found.stores.length ? [{ view: viewOf(id), ...found }] : [];
  });
  for (const { view, calls } of mentioning) for (const call of calls) collectArguments(view, call);
  for (const { view, stores: operations } of mentioning) for (const operation of operations) collectStore(view, operation);
  for (const { view, target, value, operation } of pending) note(view, target, value, operation);
  pending.length = 0;

  function collectArguments(view: FunctionView, operation: number): void {
    const call = view.operation(operation)[1];
    for (let n = 0; n < view.argumentCount(call); n++) {
      const direct = directFunction(view, view.argument(call, n)!);
      if (direct.length === 0) continue;
      for (const callee of table.resolve(view.calleeName(call), view.file)) {
        const own = parameters.get(callee) ?? new Map<number, Set<FunctionId>>();
        parameters.set(callee, own);
        addAll(own, n, direct);
      }
    }
  }

  function collectStore(view: FunctionView, operation: number): void {
    const [, target, value] = view.operation(operation);
    if (directFunction(view, value).length) note(view, target, value, operation);
    else if (view.kind(view.strip(value)) === Expr.Local) pending.push({ view, target, value, operation });
  }

  function note(view: FunctionView, target: ExpressionId, value: ExpressionId, operation: number): void {
    const functions = of(view, value);
    if (functions.length === 0) return;
    const at = memberOf(view, target);
    if (at) {
      let own = members.get(at.struct);
      if (!own) members.set(at.struct, (own = new Map()));
      addAll(own, at.member, functions);
      stores.push({ ...at, functions, view, operation });
    } else if (view.kind(target) === Expr.Global) addAll(globals, view.text(view.a(target)), functions);
    else if (view.kind(target) === Expr.Index && view.kind(view.a(target)) === Expr.Global) addAll(globals, view.text(view.a(view.a(target))), functions);
  }

  /** A function named on the spot. */
  function directFunction(view: FunctionView, id: ExpressionId): readonly FunctionId[] {
    id = view.strip(id);
    if (view.kind(id) === Expr.Address) id = view.a(id);
    if (view.kind(id) !== Expr.Global) return [];
    const name = view.text(view.a(id));
    return types.variable(name, view.file) ? [] : table.resolve(name, view.file).filter((f) => table.functions[f].facts.form === 'function');
  }

  function of(view: FunctionView, id: ExpressionId, depth = 0): readonly FunctionId[] {
    if (depth > MAX_CALLERS_DEPTH) return [];
    id = view.strip(id);
    switch (view.kind(id)) {
      case Expr.Global: {
        const direct = directFunction(view, id);
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
        const at = memberOf(view, id);
        return at ? inMember(at.struct, at.member) : [];
      }
      default:
        return [];
    }
  }

  function memberOf(view: FunctionView, id: ExpressionId): { struct: StructDefinition; member: string } | undefined {
    if (view.kind(id) !== Expr.Member) return undefined;
    const type = view.typeOf(view.a(id));
    const struct = type && (types.structOf(type) ?? types.unread(type));
    if (!struct) return undefined;
    const written = view.text(view.b(id));
    return { struct, member: written.startsWith('#') ? [...struct.members.keys()][Number(written.slice(1))] ?? written : written };
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

  const byMember = new Map<string, MemberStore[]>();
  for (const store of stores) {
    const list = byMember.get(store.member);
    if (list) list.push(store);
    else byMember.set(store.member, [store]);
  }
  const held: HeldFunctions = { members, globals, parameters };
  return { of, inMember, stores, held, differencesFrom: (former) => differences(former.held, held), storesOf: (member) => byMember.get(member) ?? [], memberOf };
}

/** No name of C has these signs. */
const heldNames = {
  variable: (name: string): string => `=${name}`,
  parameters: (id: FunctionId): string => `(${id}`,
  member: (struct: StructDefinition, member: string): string => `${struct.name}.${member}`,
};

function differences(before: HeldFunctions, after: HeldFunctions): string[] {
  const names = differing(before.globals, after.globals).map(heldNames.variable);
  for (const struct of keysOf(before.members, after.members))
    for (const member of differing(before.members.get(struct), after.members.get(struct))) names.push(heldNames.member(struct, member));
  for (const id of keysOf(before.parameters, after.parameters))
    if (differing(before.parameters.get(id), after.parameters.get(id)).length) names.push(heldNames.parameters(id));
  return names;
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
