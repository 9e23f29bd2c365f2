/** Proofs for people and programs: from an entry point, call by call, to the operation that matters. */

import { decodePlace } from '../facts/pool.ts';
import type { Context, LockKind } from '../knowledge/types.ts';
import type { Site } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import type { Location } from '../source/location.ts';
import { ATTACHED, type ContextNode } from './contexts.ts';
import type { AcquireEvent, Chain } from './summary.ts';

/** One line of a path from an entry point to a lock. */
export interface Step {
  readonly function: string;
  readonly location: Location;
  /** `calls foo_flush()`, `takes &foo->lock with spin_lock()`; a sentence fragment without a dot. */
  readonly what: string;
}

/** Proof of one side: how the kernel enters, and every step to where it matters. */
export interface Witness {
  readonly context: Context;
  /** `softirq (timer)`, `process, hardirqs on`: for people. */
  readonly label: string;
  /** `via` names the registration: `timer_setup`, `request_irq`, `SEC("perf_event")`, `struct file_operations.open`. */
  readonly entry: { readonly function: string; readonly location: Location; readonly via: string };
  readonly steps: readonly Step[];
  /** A lock that whoever enters holds over all of it. */
  readonly under?: UnseenLock;
  /** A lock that the call of the last step takes as a reader, and releases. */
  readonly within?: UnseenLock;
}

/** A lock that no operation on the way names. */
export interface UnseenLock {
  readonly key: string;
  readonly name: string;
  readonly kind: LockKind;
}

export function locate(program: Program, id: FunctionId, site: Site): Location {
  const { file } = program.table.functions[id];
  return { file: file.path, line: site.line, column: site.column, endLine: site.line, endColumn: site.column + site.length };
}

export function locateOperation(program: Program, id: FunctionId, operation: number): Location {
  return locate(program, id, program.viewOf(id).site(operation));
}

/** Where the lock argument of an acquisition stands; the call itself when it has none. */
export function locateArgument(program: Program, id: FunctionId, operation: number, argument: number | undefined): Location {
  const view = program.viewOf(id);
  const call = view.operation(operation)[1];
  const site = argument === undefined ? undefined : view.argumentSite(call, argument);
  return locate(program, id, site ?? view.site(operation));
}

export function locateFunction(program: Program, id: FunctionId): Location {
  const { facts } = program.table.functions[id];
  return locate(program, id, { line: facts.line, ...decodePlace(facts.place) });
}

/** Steps from the entry point to the node's function. */
export function callSteps(program: Program, node: ContextNode): Step[] {
  const steps: Step[] = [];
  for (let at: ContextNode = node; at.caller; at = at.caller)
    steps.unshift(callStep(program, at.caller.function, at.operation, at.function));
  return steps;
}

function callStep(program: Program, caller: FunctionId, operation: number, callee: FunctionId): Step {
  const name = nameOf(program, callee);
  if (operation === ATTACHED) return { function: nameOf(program, caller), location: locateFunction(program, caller), what: `runs ${name}(), which is attached to it` };
  return { function: nameOf(program, caller), location: locateOperation(program, caller, operation), what: `calls ${name}()` };
}

/** Steps along a chain; the last one is worded by `what`. */
export function chainSteps(program: Program, id: FunctionId, chain: Chain, what: string, argument?: number): Step[] {
  const steps: Step[] = [];
  let owner = id;
  for (let link: Chain | undefined = chain; link; link = link.next) {
    const isLast = link.callee === undefined;
    steps.push({
      function: nameOf(program, owner),
      location: isLast ? locateArgument(program, owner, link.operation, argument) : locateOperation(program, owner, link.operation),
      what: isLast ? what : `calls ${nameOf(program, link.callee!)}()`,
    });
    if (link.callee !== undefined) owner = link.callee;
  }
  return steps;
}

/** Function in which a chain ends, and its operation there. */
export function chainEnd(id: FunctionId, chain: Chain): { readonly function: FunctionId; readonly operation: number } {
  let owner = id;
  let link = chain;
  while (link.next && link.callee !== undefined) {
    owner = link.callee;
    link = link.next;
  }
  return { function: owner, operation: link.operation };
}

export function witnessOf(program: Program, node: ContextNode, last: readonly Step[], label = labelOf(node)): Witness {
  let root = node;
  while (root.caller) root = root.caller;
  const { entry } = root;
  return {
    context: node.context,
    label,
    entry: {
      function: nameOf(program, root.function),
      location: entry.operation >= 0 ? locateOperation(program, entry.registrar, entry.operation) : locateFunction(program, root.function),
      via: entry.via,
    },
    steps: [...callSteps(program, node), ...last],
  };
}

export function acquisitionSteps(program: Program, id: FunctionId, event: AcquireEvent): Step[] {
  return chainSteps(program, id, event.chain, `takes ${event.lock.text} with ${event.row.api}()`, event.row.argument);
}

/** `softirq (timer)`, `hardirq`, `process, hardirqs off`. */
export function labelOf(node: Pick<ContextNode, 'context' | 'irqs' | 'bh' | 'entry'>): string {
  const vector = node.context === 'softirq' && node.entry.context.vector ? ` (${node.entry.context.vector})` : '';
  const masks = node.context === 'process' ? (node.irqs === 'off' ? ', hardirqs off' : node.bh === 'off' ? ', softirqs off' : '') : '';
  return `${node.context}${vector}${masks}`;
}

export function nameOf(program: Program, id: FunctionId): string {
  return program.table.functions[id].name || '(file scope)';
}
