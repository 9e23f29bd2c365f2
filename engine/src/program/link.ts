/** All files' facts → the linked Program, and the next one after an edit. */

import { Op, type FileFacts } from '../facts/types.ts';
import type { Knowledge } from '../knowledge/types.ts';
import { createAsked, type Asked } from './asked.ts';
import { findBpfMaps, type BpfMaps } from './bpf-maps.ts';
import { findBpfPrograms, type BpfPrograms } from './bpf-programs.ts';
import { createStatementTable, type DriverStatements } from './driver-statements.ts';
import { createEntryPointSearch } from './entry-points.ts';
import { compareFunctions } from './function-change.ts';
import { createFunctionTable, type FunctionTable } from './function-table.ts';
import { adoptDirectValues, createFunctionValues, directValues, type DirectValues, type FunctionValues } from './function-values.ts';
import { FunctionView, type ViewScope } from './function-view.ts';
import { createLockClasses, type LockClasses } from './lock-classes.ts';
import { createMentions, type Mentions } from './mentions.ts';
import { createPureFunctions } from './pure-functions.ts';
import { createRecentViews } from './recent-views.ts';
import { createRemembered } from './remembered.ts';
import { createTypeTable, type TypeTable } from './type-table.ts';
import type { EntryPoint, FunctionId, ScopedType } from './types.ts';

export interface Program {
  readonly knowledge: Knowledge;
  /** Sorted by path. */
  readonly files: readonly FileFacts[];
  readonly table: FunctionTable;
  readonly types: TypeTable;
  readonly classes: LockClasses;
  readonly values: FunctionValues;
  readonly entryPoints: readonly EntryPoint[];
  readonly bpf: BpfPrograms;
  readonly bpfMaps: BpfMaps;
  readonly statements: DriverStatements;
  readonly asked: Asked;
  viewOf(id: FunctionId): FunctionView;
  /** Between two stages: what views have worked out is made anew when asked again, and takes much room for all functions at once. */
  forgetKeys(): void;
  /** The program after an edit, by path; undefined: the file is gone. This one is no more to be used: they share their tables. */
  relink(changes: ReadonlyMap<string, FileFacts | undefined>): Relinked;
}

export interface Relinked {
  readonly program: Program;
  /** Functions that are new or that have another body. */
  readonly changed: readonly FunctionId[];
  /** Names that may mean something else than before: see `Asked`. */
  readonly names: ReadonlySet<string>;
}

export interface LinkOptions {
  /** What summaries ask is kept, for `relink`. */
  readonly followsEdits?: boolean;
}

/** The order of files does not matter. */
export function linkProgram(given: readonly FileFacts[], knowledge: Knowledge, { followsEdits = false }: LinkOptions = {}): Program {
  const files = [...given].sort(byPath);
  const asked = createAsked(followsEdits);
  const table = createFunctionTable(files, asked);
  const types = createTypeTable(files, asked);
  const classes = createLockClasses(types, (name, file) => pure.bodyOf(name, file));
  const scope: ViewScope = {
    types,
    accessors: new Map(knowledge.accessors.map((row) => [row.api, row])),
    returnTypeOf,
    plainMacro,
    pure: { isPure: (name, file) => pure.isPure(name, file), placeOf: (name, file) => pure.placeOf(name, file), bodyOf: (name, file) => pure.bodyOf(name, file) },
  };
  const pure = createPureFunctions({ table, isKnown: (name) => scope.accessors.has(name), hasEffect: effectTest(knowledge), viewOf: (id) => viewOf(id), isFinal: !followsEdits });
  const views = createRecentViews((id) => new FunctionView(table.functions[id], scope));
  const viewOf = views.of;
  const mentions = followsEdits ? new WeakMap<FileFacts, readonly Mentions[]>() : new Map<FileFacts, readonly Mentions[]>();
  const registrations = new Set([...knowledge.callbacks.map((row) => row.api), ...(knowledge.queueings ?? []).map((row) => row.api), ...knowledge.members.flatMap((row) => row.deferredBy?.apis ?? [])]);
  const mentionsOf = createMentions(table, viewOf, { registrations, statements: statementsAsked(knowledge) }, mentions);
  const statements = createStatementTable(mentionsOf, asked);
  const pointing = createRemembered({
    asked,
    functionsOf: (file) => mentionsOf(file).filter(({ calls, stores }) => calls.length + stores.length).map(({ id }) => id),
    compute: (id) => directValues({ table, types }, viewOf(id), mentionsOf(viewOf(id).file).find((m) => m.id === id)!),
    adopt: (former, fresh) => adoptDirectValues(former, fresh, latest!.values),
  });
  const entryPointsOf = createEntryPointSearch({ table, types, classes, knowledge, asked, mentionsOf, viewOf });
  let latest: Program | undefined;
  let latestDirect: readonly DirectValues[] | undefined;
  return (latest = link(files, new Set()));

  /** Adds to `names` what may mean something else than in the link before. */
  function link(current: readonly FileFacts[], names: Set<string>, before?: Program): Program {
    statements.update(current, names);
    const direct = pointing.all(current, names);
    const values = before && direct === latestDirect && names.size === 0 ? before.values : createFunctionValues({ table, types, asked, direct });
    if (followsEdits) latestDirect = direct;
    if (before && values !== before.values) for (const name of values.differencesFrom(before.values)) names.add(name);
    const bpfMaps = findBpfMaps(current, types, asked, ({ path }) => viewOf(table.fileScopeOf(path)!));
    const bpf = findBpfPrograms({ table, files: current, mentionsOf, isBccFile: bpfMaps.isBccFile });
    const entryPoints = entryPointsOf({ files: current, values, bpf, names });
    if (mentions instanceof Map) mentions.clear();
    views.forgetKeys();
    const program: Program = { knowledge, files: current, table, types, classes, values, entryPoints, bpf, bpfMaps, statements, asked, viewOf, forgetKeys: views.forgetKeys, relink: (changes) => relink(program, changes) };
    return program;
  }

  function relink(before: Program, changes: ReadonlyMap<string, FileFacts | undefined>): Relinked {
    const old = new Map(before.files.map((file) => [file.path, file]));
    const changed: FunctionId[] = [];
    const names = new Set<string>();
    for (const [path, given] of changes) {
      const former = old.get(path);
      // Facts that come back are others: functions that were gone in between have new ids.
      const file = given && { ...given };
      const formerFunctions = table.ofFile(path).map((id) => table.functions[id]);
      for (const id of table.ofFile(path)) views.drop(id);
      table.replace(path, file);
      const difference = compareFunctions(formerFunctions, table.ofFile(path).map((id) => table.functions[id]));
      changed.push(...difference.changed);
      for (const name of [...difference.names, ...types.replace(former, file)]) names.add(name);
      if (file) old.set(path, file);
      else old.delete(path);
    }
    for (const name of types.recount()) names.add(name);
    const program = (latest = link([...old.values()].sort(byPath), names, before));
    const attached = program.bpf.differencesFrom(before.bpf);
    for (const name of attached.names) names.add(name);
    for (const name of program.bpfMaps.methodsFrom(before.bpfMaps)) names.add(name);
    return { program, changed: [...changed, ...attached.functions], names };
  }

  /** Truth values and masks only: numbers are told apart by name well enough, and read better. */
  function plainMacro(name: string, file: FileFacts): string | undefined {
    const [id, other] = table.resolve(name, file);
    if (id === undefined || other !== undefined || !table.functions[id].facts.attributes.includes('object-like')) return undefined;
    const view = viewOf(id);
    const [op, value] = view.operation(0);
    if (op !== Op.Return || value === -1) return undefined;
    const text = view.constant(value) ?? view.show(value);
    return /^(true|false|0|1)$|^_*GFP_/.test(text) ? text : undefined;
  }

  function returnTypeOf(name: string, file: FileFacts): ScopedType | undefined {
    const [id] = table.resolve(name, file);
    if (id === undefined) return types.prototype(name, file);
    const { facts, file: definition } = table.functions[id];
    const text = definition.strings[facts.returns];
    return text === '' ? undefined : { text, file: definition };
  }
}

/** What drivers may say of their devices, by the names that the tables ask for. */
function statementsAsked({ sleeps, members, callbacks }: Knowledge): ReadonlySet<string> {
  const named = [...sleeps.flatMap(({ unless, where }) => [...(where ?? []), unless]), ...[...members, ...callbacks].map(({ unless }) => unless)];
  return new Set(named.filter((name) => name !== undefined));
}

/** Whether a row says that calls of a name take locks, sleep, register, …. */
function effectTest(knowledge: Knowledge): (name: string) => boolean {
  const { locks, sleeps, syncWaits, lifetimes, queries, callbacks, synchronous = [], takenInside = [], noReturn = [] } = knowledge;
  const names = new Set([...[locks, sleeps, syncWaits, lifetimes, queries, callbacks, synchronous, takenInside].flatMap((rows) => rows.map(({ api }) => api)), ...noReturn]);
  return (name) => names.has(name) || name.startsWith('guard:');
}

function byPath(a: FileFacts, b: FileFacts): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
