/** The table of map operations by helper. */

import { bpfOperations } from '../knowledge/bpf-locks.ts';
import type { BpfOperationRow } from '../knowledge/bpf-types.ts';

const byHelper = new Map(bpfOperations.flatMap((row) => row.helpers.map((helper) => [helper, row] as const)));
const byHelperAndType = new Map(bpfOperations.flatMap((row) => row.helpers.flatMap((helper) => row.mapTypes.map((type) => [`${helper} ${type}`, row] as const))));

/** A helper of BPF programs that touches a map. */
export function isMapOperation(helper: string): boolean {
  return byHelper.has(helper);
}

/** 0-based argument that is the map, or that points into a value of it. */
export function mapArgumentOf(helper: string): number {
  return byHelper.get(helper)?.mapArgument ?? 0;
}

export function takesValue(helper: string): boolean {
  return byHelper.get(helper)?.isInValue === true;
}

/** Undefined for a helper and map type that no row knows. */
export function operationOf(helper: string, mapType: string): BpfOperationRow | undefined {
  return byHelperAndType.get(`${helper} ${mapType}`);
}
