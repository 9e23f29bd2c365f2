/** Which callbacks a wait waits for: those of the object, the irq, or the queue that it names. */

import type { Chain, ReachedWait } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainEnd } from '../analysis/witness.ts';
import { attributeAccess, attributePrefix } from '../knowledge/callbacks-attributes.ts';
import type { SyncWaitRow } from '../knowledge/types.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { Program } from '../program/link.ts';
import type { EntryPoint, FunctionId } from '../program/types.ts';
import { folderOf } from '../source/folder-of.ts';

export interface Wait {
  readonly wait: ReachedWait;
  readonly object: LockReference;
  readonly chain: Chain;
  readonly dropped: readonly string[];
}

/** Of several callbacks one that takes the lock is enough: of the items on a queue, of files, and of a driver, which mostly takes the same lock to resume its device and to suspend it. */
export function isOneEnough(w: Wait): boolean {
  return isQueue(w) || isOfFiles(w) || isOfDriver(w);
}

export function isQueue({ wait }: Wait): boolean {
  return wait.row.waitsFor === 'workqueue';
}

/** Which files lie below a directory, or belong to a group, is not known: those of the same source file are taken for them. */
export function isOfFiles({ wait }: Wait): boolean {
  return isFile(wait.row.waitsFor);
}

function isOfDriver({ wait }: Wait): boolean {
  return wait.row.waitsFor === 'runtime';
}

function isFile(source: SyncWaitRow['waitsFor']): boolean {
  return source === 'sysfs' || source === 'debugfs' || source === 'proc';
}

/** Entry points by the object they belong to, the irq and NAPI ones by the folder that registers them, work items by the queues they are put on. */
export interface CallbackIndex {
  readonly byObject: ReadonlyMap<string, readonly EntryPoint[]>;
  readonly byFolder: ReadonlyMap<string, readonly EntryPoint[]>;
  readonly byQueue: ReadonlyMap<string, readonly EntryPoint[]>;
}

export function indexCallbacks({ program }: Analysis): CallbackIndex {
  const byObject = new Map<string, EntryPoint[]>();
  const byFolder = new Map<string, EntryPoint[]>();
  const byQueue = new Map<string, EntryPoint[]>();
  for (const entry of program.entryPoints) {
    const { source } = entry.context;
    if (entry.object) push(byObject, entry.object, entry);
    for (const queue of entry.queues ?? []) push(byQueue, queue, entry);
    if (source === 'irq' || source === 'napi' || source === 'runtime' || isFile(source)) push(byFolder, folderOf(program.table.functions[entry.registrar].file.path), entry);
  }
  return { byObject, byFolder, byQueue };
}

function push(map: Map<string, EntryPoint[]>, key: string, entry: EntryPoint): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

/** Callbacks of the object waited for; an irq or NAPI context is known by its last name in the same file, or in the one file of the folder that has such, when its class says nothing. */
export function callbacksOf(analysis: Analysis, index: CallbackIndex, id: FunctionId, w: Wait): readonly EntryPoint[] {
  const { program } = analysis;
  const source = w.wait.row.waitsFor;
  const end = chainEnd(id, w.chain);
  const file = program.table.functions[end.function].file.path;
  const key = w.object.class?.key;
  if (source === 'workqueue') return byDriver(program, file, (key && index.byQueue.get(key)) || []);
  if (isOfFiles(w)) return filesOf(program, index, file, w);
  if (isOfDriver(w)) return runtimeCallbacks(program, index, file);
  const names = key ? [key, `${key}.work`, key.replace(/\.work$/, '')] : [];
  // `client->irq` is the same member for every driver of a bus: only this driver's own handler is meant.
  const isMeant = (e: EntryPoint): boolean => e.context.source === source && (source !== 'irq' || folderOf(program.table.functions[e.registrar].file.path) === folderOf(file));
  const exact = nearest(program, file, [...new Set(names)].flatMap((name) => index.byObject.get(name) ?? []).filter((e) => isMeant(e) && isSamePlace(e.objectText, w.object.text)));
  if (exact.length || (source !== 'irq' && source !== 'napi')) return exact;
  const near = nearest(program, file, (index.byFolder.get(folderOf(file)) ?? []).filter((e) => e.context.source === source));
  const named = near.filter((e) => e.objectName !== '' && e.objectName === w.wait.objectName);
  return named.length ? named : near;
}

/** Of the only driver of this source file: what a device is resumed by and suspended. */
function runtimeCallbacks(program: Program, index: CallbackIndex, file: string): readonly EntryPoint[] {
  const here = (index.byFolder.get(folderOf(file)) ?? []).filter((e) => e.context.source === 'runtime' && program.table.functions[e.function].file.path === file);
  const functions = new Map<string, FunctionId>();
  for (const e of here) {
    const role = e.row && 'argument' in e.row ? `${e.via} ${e.row.argument}` : e.via;
    if ((functions.get(role) ?? e.function) !== e.function) return [];
    functions.set(role, e.function);
  }
  return here;
}

/** The file's own functions, by where it is kept or by their names, else all such of the source file. */
function filesOf(program: Program, index: CallbackIndex, file: string, { wait, object }: Wait): readonly EntryPoint[] {
  const here = (index.byFolder.get(folderOf(file)) ?? []).filter((e) => e.context.source === wait.row.waitsFor && program.table.functions[e.registrar].file.path === file);
  const kept = here.filter((e) => e.object !== '' && e.object === object.class?.key);
  if (kept.length) return kept;
  const named = here.filter((e) => wait.objectName.endsWith(attributePrefix + program.table.functions[e.function].name.replace(attributeAccess, '')));
  return named.length ? named : here;
}

/**
 * Drivers that share a struct each register a callback of their own on one member of it: this driver's own are meant, those in the
 * same file before those in the same folder, and of several files of a folder nobody knows which belong together.
 */
function nearest(program: Program, file: string, entries: readonly EntryPoint[]): readonly EntryPoint[] {
  const pathOf = (e: EntryPoint): string => program.table.functions[e.registrar].file.path;
  const here = entries.filter((e) => pathOf(e) === file);
  if (here.length) return here;
  const near = entries.filter((e) => folderOf(pathOf(e)) === folderOf(file));
  const chosen = near.length ? near : entries;
  return new Set(chosen.map(pathOf)).size === 1 ? chosen : [];
}

/**
 * Two works of one struct that stands in several places of another, `&lio->link_wq.work` and `&lio->poll_wq.work`, are of one class
 * and still two: where both texts name a place, one ends as the other.
 */
function isSamePlace(registered: string, waited: string): boolean {
  const [a, b] = [registered, waited].map((text) => text.replace(/\[[^\]]*\]/g, '').replace(/^.*->/, '.').replace(/^[^.]*(?=\.)/, '').replace(/\.work$/, ''));
  return !a.startsWith('.') || !b.startsWith('.') || a.endsWith(b) || b.endsWith(a);
}

/** A queue holds items of several files of one driver, but not those of another driver. */
function byDriver(program: Program, file: string, entries: readonly EntryPoint[]): readonly EntryPoint[] {
  return entries.filter((e) => folderOf(program.table.functions[e.registrar].file.path) === folderOf(file));
}
