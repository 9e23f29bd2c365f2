/** Uses of locks that never meet: two drivers, or two protocols, of a struct that the kernel shares are never given the same object. */

import type { Analysis } from '../analysis/types.ts';
import type { ContextNode } from '../analysis/contexts.ts';
import type { Dependency } from '../analysis/dependencies.ts';
import { chainEnd } from '../analysis/witness.ts';
import { driverFolder, internetProtocols, protocolFoundations, sharedFolder } from '../knowledge/source-layout.ts';
import { areOnOtherBuses } from './buses.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import { folderOf } from '../source/folder-of.ts';

export interface Taker {
  readonly function: FunctionId;
  /** Undefined where nothing is known to enter it. */
  readonly node: ContextNode | undefined;
}

export function areStrangers(analysis: Analysis, cls: LockClass, a: Taker, b: Taker): boolean {
  const x = homeOf(analysis, a.function);
  const y = homeOf(analysis, b.function);
  const rootFolder = (taker: Taker): string => homeOf(analysis, rootOf(taker)?.function ?? taker.function);
  if (cls.instanced && areRelated(x, rootFolder(a)) && areRelated(y, rootFolder(b)) && areOnOtherBuses(analysis, a, b)) return true;
  if (isPrivate(cls, x, y) && driverFolder.test(rootFolder(a)) && driverFolder.test(rootFolder(b)) && !areRelated(rootFolder(a), rootFolder(b))) return true;
  const isShared = cls.instanced && cls.home.startsWith('include/');
  if (driverFolder.test(x) && driverFolder.test(y) && x !== y && (isShared || !areRelated(x, y))) return true;
  if (!isShared) return false;
  return areFamilies(homeOf(analysis, familyOf(analysis, a)), homeOf(analysis, familyOf(analysis, b))) || areSiblings(rootFolder(a), rootFolder(b));
}

/**
 * No deadlock: the outer lock is that of a device which is only being set up, and which nobody else knows, or the way from one lock to
 * the other leads from one driver into another, through a pointer that each of them fills.
 */
export function isHarmless(analysis: Analysis, d: Dependency): boolean {
  const nodes = analysis.contexts.of(d.function);
  if (d.from.instanced && nodes.length > 0 && nodes.every((n) => n.entry.context.setUp)) return true;
  const x = homeOf(analysis, d.function);
  const y = homeOf(analysis, chainEnd(d.function, d.chain).function);
  return areSiblings(x, y) && !sharedFolder.test(x) && !sharedFolder.test(y);
}

/** The folder of the file that defines a function. */
export function homeOf({ program }: Analysis, id: FunctionId): string {
  return folderOf(program.table.functions[id].file.path);
}

/** One folder lies in the other. */
function areRelated(x: string, y: string): boolean {
  return x.startsWith(y) || y.startsWith(x);
}

/** An object that a library keeps for itself, with each of its own: a driver is given one, and no other driver the same. */
function isPrivate({ instanced, home }: LockClass, x: string, y: string): boolean {
  const folder = folderOf(home);
  return instanced && folder.startsWith('net/') && x === folder && y === folder;
}

/** Drivers beside each other, each with its own devices: what enters one never handles an object of the other. */
function areSiblings(x: string, y: string): boolean {
  const parent = (folder: string): string => folder.replace(/[^/]*\/$/, '');
  return driverFolder.test(x) && x !== y && parent(x) === parent(y) && parent(x).split('/').length > 2;
}

function areFamilies(x: string, y: string): boolean {
  if (!x.startsWith('net/') || !y.startsWith('net/')) return false;
  const a = x.split('/')[1];
  const b = y.split('/')[1];
  return a !== b && !protocolFoundations.has(a) && !protocolFoundations.has(b) && !(internetProtocols.has(a) && internetProtocols.has(b));
}

/** The taker, or the nearest function on the way to it that is no part of what all protocols are built upon: a socket is queued to by common code. */
function familyOf({ program }: Analysis, { function: taker, node }: Taker): FunctionId {
  const isFoundation = (id: FunctionId): boolean => {
    const [top, second] = program.table.functions[id].file.path.split('/');
    return top === 'include' || (top === 'net' && protocolFoundations.has(second));
  };
  let id = taker;
  for (let at = node; at && isFoundation(id); at = at.caller) id = at.function;
  return id;
}

/** How the taker is entered, first of all. */
export function rootOf({ node }: Taker): ContextNode | undefined {
  let at = node;
  while (at?.caller) at = at.caller;
  return at;
}
