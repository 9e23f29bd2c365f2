/** All that the tables say of a function, by the name by which it is called. */

import { bitOperations } from '../knowledge/bit-operations.ts';
import { bpfOperations } from '../knowledge/bpf-locks.ts';
import { bpfHelperAliases } from '../knowledge/bpf-macros.ts';
import type { ContextQueryRow, GuardRow, Knowledge, LifetimeRow, LockRow, SleepRow, SynchronousRow, SyncWaitRow, TakenRow } from '../knowledge/types.ts';

export interface NameRows {
  readonly lock?: LockRow;
  readonly sleep?: SleepRow;
  readonly wait?: SyncWaitRow;
  readonly query?: ContextQueryRow;
  readonly lifetimes?: readonly LifetimeRow[];
  readonly synchronous?: readonly SynchronousRow[];
  /** `guard:NAME`, if a row knows it. */
  readonly guard?: GuardRow;
  /** Locks that it takes and gives back before it returns. */
  readonly takes?: readonly LockRow[];
  /** Of a bit operation: how the bit is afterwards. */
  readonly bitLeft?: 'T' | 'F' | '?';
  readonly neverReturns?: boolean;
  /** Its callbacks' contexts come from a row. */
  readonly registers?: boolean;
  readonly isInstrumentation?: boolean;
  /** A helper of BPF programs that touches a map. */
  readonly isMapHelper?: boolean;
  /** A call of it matters to the interpreter whatever its body is. */
  readonly isEffective?: boolean;
}

export type RowsOf = (name: string) => NameRows;

export const GUARD = 'guard:';

/** One look-up a call: programs have millions, and most names have no row. */
export function createRowsOf(knowledge: Knowledge): RowsOf {
  const rows = new Map<string, { -readonly [K in keyof NameRows]: NameRows[K] }>();
  const at = (name: string): { -readonly [K in keyof NameRows]: NameRows[K] } => {
    let known = rows.get(name);
    if (!known) rows.set(name, (known = {}));
    return known;
  };
  for (const row of knowledge.locks) Object.assign(at(row.api), { lock: row, isEffective: true });
  for (const row of knowledge.sleeps) Object.assign(at(row.api), { sleep: row, isEffective: true });
  for (const row of knowledge.syncWaits) Object.assign(at(row.api), { wait: row, isEffective: true });
  for (const row of knowledge.queries) Object.assign(at(row.api), { query: row, isEffective: true });
  for (const row of knowledge.lifetimes) Object.assign(at(row.api), { lifetimes: [...(at(row.api).lifetimes ?? []), row], isEffective: true });
  for (const row of knowledge.synchronous ?? []) at(row.api).synchronous = [...(at(row.api).synchronous ?? []), row];
  for (const row of knowledge.guards) Object.assign(at(GUARD + row.guard), { guard: row, isEffective: true });
  for (const row of knowledge.takenInside ?? []) Object.assign(at(row.api), { takes: [...(at(row.api).takes ?? []), mutexTaken(row)], isEffective: true });
  for (const { api, leaves } of bitOperations) at(api).bitLeft = leaves;
  for (const row of knowledge.callbacks) at(row.api).registers = true;
  for (const name of knowledge.noReturn ?? []) Object.assign(at(name), { neverReturns: true, isEffective: true });
  const helpers = new Set(bpfOperations.flatMap((row) => row.helpers));
  for (const name of [...helpers, ...Object.keys(bpfHelperAliases)]) if (helpers.has(bpfHelperAliases[name] ?? name)) at(name).isMapHelper = true;
  const patterns = knowledge.instrumentation ?? [];
  const prefixes = patterns.filter((pattern) => pattern.endsWith('*')).map((pattern) => pattern.slice(0, -1));
  const byFirst = new Map(prefixes.map((prefix) => [prefix.charCodeAt(0), prefixes.filter((other) => other[0] === prefix[0])]));
  for (const name of patterns) if (!name.endsWith('*')) at(name).isInstrumentation = true;
  for (const [name, known] of rows) if (prefixes.some((prefix) => name.startsWith(prefix))) known.isInstrumentation = true;
  return (name) => {
    const known = rows.get(name);
    if (known) return known;
    if (name.startsWith(GUARD)) return otherGuard;
    const candidates = byFirst.get(name.charCodeAt(0));
    if (candidates) for (const prefix of candidates) if (name.startsWith(prefix)) return instrumentation;
    return noRows;
  };
}

function mutexTaken({ api, lock, recursive }: TakenRow): LockRow {
  return { api, lock, kind: 'mutex', operation: 'acquire', mode: 'exclusive', irq: 'none', sleeps: true, recursive, confidence: 'source' };
}

const noRows: NameRows = {};
const otherGuard: NameRows = { isEffective: true };
const instrumentation: NameRows = { isInstrumentation: true };
