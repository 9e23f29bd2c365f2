/** Two users of one lock class that are never given the same object: two drivers, or two protocols, of a struct that the kernel shares. */

import type { Analysis } from '../analysis/types.ts';
import type { ContextNode } from '../analysis/contexts.ts';
import type { FunctionId, LockClass } from '../program/types.ts';

export interface Taker {
  readonly function: FunctionId;
  /** Undefined where nothing is known to enter it. */
  readonly node: ContextNode | undefined;
}

export function areStrangers({ program }: Analysis, cls: LockClass, a: Taker, b: Taker): boolean {
  const folderOf = (id: FunctionId): string => program.table.functions[id].file.path.replace(/[^/]*$/, '');
  const x = folderOf(a.function);
  const y = folderOf(b.function);
  const isShared = cls.instanced && cls.home.startsWith('include/');
  if (isDriver(x) && isDriver(y) && x !== y && (isShared || !(x.startsWith(y) || y.startsWith(x)))) return true;
  if (!isShared) return false;
  return areFamilies(x, y) || areSiblings(folderOf(rootOf(a)), folderOf(rootOf(b)));
}

function isDriver(folder: string): boolean {
  return /^(drivers|sound)\//.test(folder);
}

/** Drivers beside each other, each with its own devices: what enters one never handles an object of the other. */
function areSiblings(x: string, y: string): boolean {
  const parent = (folder: string): string => folder.replace(/[^/]*\/$/, '');
  return isDriver(x) && x !== y && parent(x) === parent(y) && parent(x).split('/').length > 2;
}

/** Protocols under net/ that others build upon: they see the sockets of every family. */
const foundations = new Set(['core', 'sched', 'xfrm', 'netfilter', 'socket.c', 'ethernet', '']);
/** TCP and UDP sockets pass through these together. */
const internet = new Set(['ipv4', 'ipv6', 'mptcp', 'tls', 'sunrpc', 'rds', 'smc', 'sctp', 'l2tp', 'espintcp', 'strparser', 'kcm', 'rxrpc', 'handshake', 'psp']);

function areFamilies(x: string, y: string): boolean {
  if (!x.startsWith('net/') || !y.startsWith('net/')) return false;
  const a = x.split('/')[1];
  const b = y.split('/')[1];
  return a !== b && !foundations.has(a) && !foundations.has(b) && !(internet.has(a) && internet.has(b));
}

function rootOf({ function: taker, node }: Taker): FunctionId {
  let at = node;
  while (at?.caller) at = at.caller;
  return at?.function ?? taker;
}
