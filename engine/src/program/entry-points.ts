/** Finds the entry points: callbacks handed to registration functions, stored in ops structs, or named by attributes. */

import { Expr, Op, type ExpressionId, type FileFacts, type FunctionFacts } from '../facts/types.ts';
import { optionsOff } from '../knowledge/configuration.ts';
import type { CallbackRow, EntryContext, Knowledge, MemberRow, QueueingRow } from '../knowledge/types.ts';
import { folderOf } from '../source/folder-of.ts';
import type { Asked } from './asked.ts';
import type { BpfPrograms } from './bpf-programs.ts';
import { compiledOut, isUsedNowhere } from './compiled-out.ts';
import type { FunctionTable } from './function-table.ts';
import type { FunctionValues, MemberStore } from './function-values.ts';
import type { FunctionView } from './function-view.ts';
import { groupBy } from './group-by.ts';
import type { LockClasses } from './lock-classes.ts';
import type { MentionsOf } from './mentions.ts';
import { createRemembered } from './remembered.ts';
import type { TypeTable } from './type-table.ts';
import type { EntryPoint, FunctionId } from './types.ts';

/** What stays the same when the program is linked again. */
export interface EntryPointOptions {
  readonly table: FunctionTable;
  readonly types: TypeTable;
  readonly classes: LockClasses;
  readonly knowledge: Knowledge;
  readonly asked: Asked;
  readonly mentionsOf: MentionsOf;
  viewOf(id: FunctionId): FunctionView;
}

/** What is new with each link. */
export interface EntryPointSources {
  readonly files: readonly FileFacts[];
  readonly values: FunctionValues;
  readonly bpf: BpfPrograms;
  /** What may mean something else than in the link before. */
  readonly names: ReadonlySet<string>;
}

type EntryPointContext = EntryPointOptions & Pick<EntryPointSources, 'values'>;

/** What the registrations in one function say. */
interface Registered {
  readonly entries: readonly EntryPoint[];
  /** Object, or `moveKey` where it is known which function runs, → row that says where. */
  readonly moves: readonly (readonly [string, CallbackRow])[];
  /** Folder and text of calls that say where callbacks of that folder run. */
  readonly deferrals: readonly (readonly [string, string])[];
  /** Work item → queue that it is put on. */
  readonly queued: readonly (readonly [string, string])[];
}

/** Gives a function that finds the entry points of one link after the other. */
export function createEntryPointSearch(options: EntryPointOptions): (sources: EntryPointSources) => EntryPoint[] {
  const { knowledge, mentionsOf, asked, viewOf } = options;
  const callbacks = groupBy(knowledge.callbacks, (row) => row.api);
  const queueings = new Map((knowledge.queueings ?? []).map((row) => [row.api, row]));
  const attributes = new WeakMap<FunctionFacts, readonly CallbackRow[]>();
  const definers = groupBy(knowledge.callbacks.filter((row) => row.argument === 0), (row) => row.api);
  const members = createMemberRows(knowledge.members);
  /** By store; they hold as long as its function is not edited. */
  let stored = new Map<MemberStore, { readonly view: FunctionView; readonly entries: readonly EntryPoint[] }>();
  let values: FunctionValues;
  const registered = createRemembered<Registered>({
    asked,
    functionsOf: (file) => mentionsOf(file).filter(({ registrations }) => registrations.length).map(({ id }) => id),
    compute: (id) => registeredIn({ ...options, values }, viewOf(id), mentionsOf(viewOf(id).file).find((m) => m.id === id)!.registrations, callbacks, queueings),
    adopt: adoptRegistered,
  });
  const movedEntries = new WeakMap<EntryPoint, EntryPoint>();

  return ({ files, bpf, names, ...current }) => {
    values = current.values;
    const context = { ...options, values };
    const found = registered.all(files, names);
    const entries = found.flatMap((r) => r.entries);
    const moves = new Map(found.flatMap((r) => r.moves));
    const queues = groupBy(found.flatMap((r) => r.queued), ([item]) => item);
    const known = stored;
    stored = new Map();
    for (const store of values.stores) {
      const rows = members(store.struct.name, store.member);
      if (rows.length === 0) continue;
      const former = known.get(store);
      const isKept = former && former.view === store.view && names.size === 0;
      const own = isKept ? former.entries : adoptEntries(former?.entries ?? [], rows.flatMap((row) => storedEntries(context, store, row)));
      stored.set(store, { view: store.view, entries: own });
      entries.push(...own);
    }
    for (const file of files) for (const { id, isMarked } of mentionsOf(file)) if (isMarked) collectFromAttributes(id);
    collectFromSections(knowledge, bpf, entries);
    const isDeferred = createDeferrals(found.flatMap((r) => r.deferrals));
    return entries.map((entry) => {
      const isLater = entry.row && 'deferredBy' in entry.row && isDeferred(entry.row, folderOf(options.table.functions[entry.registrar].file.path));
      const now = onQueues(isLater ? { ...entry, context: inWorkItem } : moved(entry, moves.get(moveKey(entry.object, entry.function)) ?? moves.get(entry.object)), queues);
      if (now === entry) return entry;
      const [kept] = adoptEntries([movedEntries.get(entry) ?? now], [now]);
      movedEntries.set(entry, kept);
      return kept;
    });

    /** Functions defined by a macro that a row names: `BPF_CALL_2`. */
    function collectFromAttributes(id: FunctionId): void {
      const { facts } = options.table.functions[id];
      let rows = attributes.get(facts);
      if (!rows) attributes.set(facts, (rows = facts.attributes.map((a) => definers.get(/^(\w+)\(/.exec(a)?.[1] ?? '')).find((found) => found !== undefined) ?? []));
      for (const row of rows) entries.push({ function: id, context: row, row, via: row.api, registrar: id, operation: -1, tentative: isTentative(row), object: '', objectName: '', objectText: '' });
    }
  };
}

/** Rows by struct and member; `struct foo` and `foo` are both accepted in rows. */
function createMemberRows(rows: readonly MemberRow[]): (struct: string, member: string) => readonly MemberRow[] {
  const byStruct = new Map<string, ReadonlyMap<string, readonly MemberRow[]>>();
  for (const [struct, own] of groupBy(rows, (row) => untagged(row.struct))) byStruct.set(struct, groupBy(own, (row) => row.member));
  const asWritten = new Map<string, ReadonlyMap<string, readonly MemberRow[]> | undefined>();
  return (struct, member) => {
    if (!asWritten.has(struct)) asWritten.set(struct, byStruct.get(untagged(struct)));
    return asWritten.get(struct)?.get(member) ?? [];
  };
}

function adoptRegistered(old: Registered, fresh: Registered): Registered {
  return { ...fresh, entries: adoptEntries(old.entries, fresh.entries) };
}

/** Old entry points, moved to where their registrations stand now, in place of new ones that say the same. */
function adoptEntries(old: readonly EntryPoint[], fresh: readonly EntryPoint[]): readonly EntryPoint[] {
  return fresh.map((entry, i) => {
    const former = old[i];
    return former && isSameEntry(former, entry) ? Object.assign(former, { operation: entry.operation }) : entry;
  });
}

function isSameEntry(a: EntryPoint, b: EntryPoint): boolean {
  return a.function === b.function && a.context === b.context && a.row === b.row && a.via === b.via && a.registrar === b.registrar && a.tentative === b.tentative && a.object === b.object && a.objectName === b.objectName && a.objectText === b.objectText && a.queues?.join() === b.queues?.join() && a.after?.join() === b.after?.join();
}

function storedEntries(context: EntryPointContext, { view, operation, functions }: MemberStore, row: MemberRow): EntryPoint[] {
  const variable = variableOf(view, operation);
  if (row.except?.includes(variable) || (variable !== '' && hasOptionOff(view) && isUsedNowhere(context.table, context.viewOf, view.file.path, variable))) return [];
  return functions.map((fn) => ({
    function: fn, context: refine(context, view, operation, row), row, via: `struct ${row.struct}.${row.member}`, registrar: view.fn.id, operation, tentative: isTentative(row), ...memberObject(context, view, operation),
    ...(row.after !== undefined && variable !== '' && { after: besideIn(context, view, variable, row.after) }),
  }));
}

/** What another member of the same variable holds. */
function besideIn({ values }: EntryPointContext, { file }: FunctionView, variable: string, member: string): readonly FunctionId[] {
  return values.storesOf(member, file).flatMap(({ view, operation, functions }) => (variableOf(view, operation) === variable ? functions : []));
}

/** Few files name such an option: no others need a closer look. */
function hasOptionOff({ file }: FunctionView): boolean {
  for (const option of optionsOff) if (file.strings.includes(option)) return true;
  return false;
}

const inWorkItem: EntryContext = { context: 'process', irqs: 'on', bh: 'on', atomic: false, source: 'work' };

/** Which callbacks the calls of their folder put into work items: see `MemberRow.deferredBy`. */
function createDeferrals(calls: readonly (readonly [string, string])[]): (row: MemberRow, folder: string) => boolean {
  const byFolder = groupBy(calls, ([folder]) => folder);
  return ({ deferredBy }, folder) => {
    const made = byFolder.get(folder)?.filter(([, text]) => deferredBy?.apis.some((api) => text.startsWith(`${api}(`))) ?? [];
    return made.length > 0 && made.every(([, text]) => deferredBy!.words.some((word) => text.includes(word)));
  };
}

/** Queueing says where a work item runs, initialising it which function: a BH workqueue moves the item's function to softirq. */
function isMove(row: CallbackRow): boolean {
  return row.source === 'work' && row.context === 'softirq' && row.object !== undefined;
}

function moveKey(object: string, id: FunctionId): string {
  return `${object}|${id}`;
}

function moved(entry: EntryPoint, row: CallbackRow | undefined): EntryPoint {
  return row && entry.object !== '' && entry.context.source === 'work' ? { ...entry, context: row, via: `${entry.via}, ${row.api} on a BH workqueue` } : entry;
}

/** `&x->dwork` is put on a queue, its callback was registered on `x->dwork` or `x->dwork.work`. */
function onQueues(entry: EntryPoint, queues: ReadonlyMap<string, readonly (readonly [string, string])[]>): EntryPoint {
  if (entry.context.source !== 'work' || entry.object === '') return entry;
  const own = [entry.object, entry.object.replace(/\.work$/, '')].flatMap((item) => queues.get(item)?.map(([, queue]) => queue) ?? []);
  return own.length ? { ...entry, queues: [...new Set(own)].sort() } : entry;
}

function untagged(struct: string): string {
  return struct.replace(/^(struct|union) /, '');
}

/** Name of the variable whose initialiser holds a store. */
function variableOf(view: FunctionView, operation: number): string {
  let id = view.operation(operation)[1];
  while (view.kind(id) === Expr.Member || view.kind(id) === Expr.Index) id = view.a(id);
  return view.kind(id) === Expr.Global ? view.text(view.a(id)) : '';
}

/** Rows not read at their call site only make hints; but that an ops member runs in process context, as most do, needs no close reading. */
function isTentative(row: CallbackRow | MemberRow): boolean {
  if (row.confidence === 'source' || row.confidence === 'doc') return false;
  return !(row.context === 'process' && row.irqs === 'on' && row.bh === 'on' && row.atomic === false && row.confidence !== 'heuristic');
}

const noObject = { object: '', objectName: '', objectText: '' };

/** Object of a callback stored in a member: `x->timer.function = f` belongs to `x->timer`. */
function memberObject(context: EntryPointContext, view: FunctionView, operation: number): Pick<EntryPoint, 'object' | 'objectName' | 'objectText'> {
  const target = view.operation(operation)[1];
  if (view.kind(target) !== Expr.Member || view.fn.facts.form === 'file') return noObject;
  const object = context.classes.objectAt(view, view.a(target));
  return { object: object.key, objectName: object.name, objectText: view.show(view.a(target)) };
}

/** `hrtimer_init(&x->t, clock, MODE_SOFT); x->t.function = f`: the mode stands beside the store. */
function refine(context: EntryPointContext, view: FunctionView, operation: number, row: MemberRow): EntryContext {
  if (row.context !== 'hardirq' || row.source !== 'hrtimer') return row;
  for (let i = 0; i < view.facts.codeLength; i++) {
    const [op, call] = view.operation(i);
    if (op !== Op.Call || !view.calleeName(call).startsWith('hrtimer_')) continue;
    for (let n = 0; n < view.argumentCount(call); n++)
      if (/_SOFT\b/.test(view.show(view.argument(call, n)!))) return { ...row, context: 'softirq', irqs: 'on', bh: 'off', vector: 'hrtimer' };
  }
  return row;
}

function registeredIn(context: EntryPointContext, view: FunctionView, operations: readonly number[], callbacks: ReadonlyMap<string, readonly CallbackRow[]>, queueings: ReadonlyMap<string, QueueingRow>): Registered {
  const entries: EntryPoint[] = [];
  const moves: Registered['moves'][number][] = [];
  const deferrals: Registered['deferrals'][number][] = [];
  const queued: Registered['queued'][number][] = [];
  const isOut = compiledOut(view);
  for (const operation of operations) {
    if (isOut(operation)) continue;
    const call = view.operation(operation)[1];
    const rows = callbacks.get(view.calleeName(call)) ?? [];
    const queueing = queueings.get(view.calleeName(call));
    if (queueing) queued.push(...queuedBy(context, view, call, queueing));
    else if (rows.length === 0) deferrals.push([folderOf(view.file.path), view.show(call)]);
    const taken = new Set<number>();
    for (const row of rows) {
      if (taken.has(row.argument) && rows.some((other) => other !== row && other.argument === row.argument && other.when)) continue;
      if (!applies(context, view, call, row)) continue;
      if (row.when) taken.add(row.argument);
      if (isMove(row)) {
        const { object } = callbackObject(context, view, call, row);
        // `INIT_WORK(&io->work, f); queue_work(system_bh_wq, &io->work);`: that function, whatever others the item is given elsewhere.
        const given = entries.findLast((e) => e.object === object && e.context.source === 'work');
        if (!given) moves.push([object, row]);
        for (const e of entries) if (given && e.object === object && e.operation === given.operation) moves.push([moveKey(object, e.function), row]);
        continue;
      }
      for (const fn of callbackFunctions(context, view, call, row))
        entries.push({
          function: fn, context: row, row, via: row.api, registrar: view.fn.id, operation, tentative: isTentative(row), ...callbackObject(context, view, call, row),
        });
    }
  }
  return { entries, moves, deferrals, queued };
}

function queuedBy(context: EntryPointContext, view: FunctionView, call: ExpressionId, row: QueueingRow): (readonly [string, string])[] {
  const [item, queue] = [row.item, row.queue].map((n) => view.argument(call, n)).map((argument) => (argument === undefined ? '' : context.classes.object(view, argument).key));
  return item && queue ? [[item, queue]] : [];
}

function applies(context: EntryPointContext, view: FunctionView, call: ExpressionId, row: CallbackRow): boolean {
  if (!row.when) return true;
  const argument = view.argument(call, row.when.argument);
  if (argument === undefined) return false;
  const text = expandMacro(context, view, argument);
  return row.when.words.some((word) => text.includes(word));
}

/** An argument as written, and what it stands for where it is an object-like macro. */
function expandMacro(context: EntryPointContext, view: FunctionView, id: ExpressionId): string {
  let text = view.show(id);
  for (let i = 0; i < 3; i++) {
    const [macro] = /^\w+$/.test(text) ? context.table.resolve(text, view.file) : [];
    if (macro === undefined || !context.table.functions[macro].facts.attributes.includes('object-like')) break;
    const body = context.viewOf(macro);
    const [op, value] = body.operation(0);
    if (op !== Op.Return || value === -1) break;
    text = body.show(value);
  }
  return text;
}

function callbackFunctions(context: EntryPointContext, view: FunctionView, call: ExpressionId, row: CallbackRow): readonly FunctionId[] {
  const argument = view.argument(call, row.argument);
  if (argument === undefined) return [];
  if (row.suffixes) {
    const base = view.show(argument);
    return row.suffixes.flatMap((suffix) => context.table.resolve(base + suffix, view.file));
  }
  if (row.field) return fieldFunctions(context, view, argument, row.field);
  return context.values.of(view, argument);
}

/** The struct is often a global (`&foo_nb`) or a member (`&priv->nb`): all functions stored in that variable's or member's field. `fops.open`: in what the field points to. */
function fieldFunctions(context: EntryPointContext, view: FunctionView, argument: ExpressionId, field: string): readonly FunctionId[] {
  const [own, ...below] = field.split('.');
  const key = lastName(view, view.strip(argument));
  const found = new Set<FunctionId>();
  if (below.length) {
    for (const [storing, value] of storedHere(context, view, key, own)) fieldFunctions(context, storing, value, below.join('.')).forEach((fn) => found.add(fn));
    return [...found];
  }
  for (const store of context.values.storesOf(field, view.file)) {
    const object = store.view.a(store.view.operation(store.operation)[1]);
    if (lastName(store.view, object) === key) store.functions.forEach((fn) => found.add(fn));
  }
  return [...found];
}

/** What the function itself or the file's initialisers store in `member` of the object of that name. */
function* storedHere({ table, viewOf }: EntryPointContext, view: FunctionView, name: string | undefined, member: string): Generator<readonly [FunctionView, ExpressionId]> {
  const outside = table.fileScopeOf(view.file.path);
  for (const storing of outside === undefined ? [view] : [viewOf(outside), view])
    for (let i = 0; i < storing.facts.codeLength; i++) {
      if (storing.op(i) !== Op.Store) continue;
      const target = storing.first(i);
      if (storing.kind(target) === Expr.Member && storing.text(storing.b(target)) === member && lastName(storing, storing.a(target)) === name) yield [storing, storing.second(i)];
    }
}

function lastName(view: FunctionView, id: ExpressionId): string | undefined {
  return view.show(id).match(/[A-Za-z_]\w*/g)?.at(-1);
}

function callbackObject(context: EntryPointContext, view: FunctionView, call: ExpressionId, row: CallbackRow): Pick<EntryPoint, 'object' | 'objectName' | 'objectText'> {
  if (row.isKept) return keptObject(context, view, call);
  const argument = row.object === undefined ? undefined : view.argument(call, row.object === -1 ? 0 : row.object);
  if (argument === undefined) return noObject;
  const object = row.object === -1 ? context.classes.objectAt(view, argument) : context.classes.object(view, argument);
  return { object: object.key, objectName: object.name, objectText: view.show(argument) };
}

/** `x->task = kthread_run(f, x, "x")`, also by way of a local variable. */
function keptObject(context: EntryPointContext, view: FunctionView, call: ExpressionId): Pick<EntryPoint, 'object' | 'objectName' | 'objectText'> {
  let value = call;
  for (let i = 0; i < view.facts.codeLength; i++) {
    const [op, target, stored] = view.operation(i);
    if (op !== Op.Store || view.strip(stored) !== value) continue;
    if (view.kind(target) === Expr.Local) value = target;
    else {
      const object = context.classes.object(view, target);
      return { object: object.key, objectName: object.name, objectText: view.show(target) };
    }
  }
  return noObject;
}

const SECTION = 'SEC:';

/** BPF programs are entered where their section says: the longest row that matches speaks. What was read of the place they are attached to says it better. */
function collectFromSections(knowledge: Knowledge, bpf: BpfPrograms, entries: EntryPoint[]): void {
  const rows = groupBy(knowledge.callbacks.filter((row) => row.api.startsWith(SECTION)), (row) => row.api);
  const open = [...rows.keys()].filter((api) => api.endsWith('*')).sort((a, b) => b.length - a.length);
  for (const { function: id, section, via, attachedTo } of bpf.programs) {
    const target = attachedTo.length > 0;
    for (const row of rowsOf(`${SECTION}${section}`, rows, open))
      entries.push({
        function: id, context: row, row, via, registrar: id, operation: -1, tentative: isTentative(row), object: '', objectName: '', objectText: '', ...(target && { fallback: true }),
      });
  }
}

function rowsOf(api: string, rows: ReadonlyMap<string, readonly CallbackRow[]>, open: readonly string[]): readonly CallbackRow[] {
  const exact = rows.get(api);
  if (exact) return exact;
  const started = open.find((name) => api.startsWith(name.slice(0, -1)));
  if (started) return rows.get(started)!;
  for (let end = api.lastIndexOf('/'); end > 0; end = api.lastIndexOf('/', end - 1)) {
    const found = rows.get(api.slice(0, end));
    if (found) return found;
  }
  return [];
}
