/** Calls that touch a map, by the table of operations: helpers, their other names, and methods of maps that macros declare. */

import { Expr, type ExpressionId } from '../facts/types.ts';
import { bpfOperations } from '../knowledge/bpf-locks.ts';
import { bpfHelperAliases, bpfMethods, type BpfMethodRow } from '../knowledge/bpf-macros.ts';
import type { BpfOperationRow } from '../knowledge/bpf-types.ts';
import type { BpfMap, BpfMaps } from '../program/bpf-maps.ts';
import type { FunctionView } from '../program/function-view.ts';

const byHelper = new Map(bpfOperations.flatMap((row) => row.helpers.map((helper) => [helper, row] as const)));
const byHelperAndType = new Map(bpfOperations.flatMap((row) => row.helpers.flatMap((helper) => row.mapTypes.map((type) => [`${helper} ${type}`, row] as const))));
const methods = new Map(bpfMethods.map((row) => [row.method, row]));

/** A call of a helper, or of the method that BCC makes one of. */
export interface MapCall {
  readonly helper: string;
  /** As it is written: `bpf_map_update_elem`, `counts.increment`. */
  readonly written: string;
  readonly method?: BpfMethodRow;
  /** The object of a method. */
  readonly map?: BpfMap;
}

/** The call as one that touches a map; undefined for any other. */
export function mapCallOf(view: FunctionView, call: ExpressionId, maps: BpfMaps): MapCall | undefined {
  const written = view.calleeName(call);
  if (written !== '') {
    const helper = bpfHelperAliases[written] ?? written;
    return byHelper.has(helper) ? { helper, written } : undefined;
  }
  const callee = view.a(call);
  if (view.kind(callee) !== Expr.Member || view.kind(view.a(callee)) !== Expr.Global) return undefined;
  const method = methods.get(view.text(view.b(callee)));
  const map = method && maps.find(view.text(view.a(view.a(callee))), view.file);
  return method && map?.hasMethods ? { helper: method.helper, written: view.show(callee), method, map } : undefined;
}

/** 0-based argument of a helper that is the map, or that points into a value of it. */
export function mapArgumentOf(helper: string): number {
  return byHelper.get(helper)?.mapArgument ?? 0;
}

/** The argument that is the helper's `index`th; a method has none for its map, nor for the flags that go without saying. */
export function argumentOf(view: FunctionView, call: ExpressionId, { helper, method }: MapCall, index: number): ExpressionId | undefined {
  const map = mapArgumentOf(helper);
  if (!method || index < map) return view.argument(call, index);
  return index === map ? undefined : view.argument(call, index - 1);
}

export function takesValue(helper: string): boolean {
  return byHelper.get(helper)?.isInValue === true;
}

/** Undefined for a helper and map type that no row knows. */
export function operationOf(helper: string, mapType: string): BpfOperationRow | undefined {
  return byHelperAndType.get(`${helper} ${mapType}`);
}
