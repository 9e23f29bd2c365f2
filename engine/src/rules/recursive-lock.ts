/** recursive-lock: the same lock is taken twice on one path. */

import type { Chain } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainEnd, chainSteps, nameOf } from '../analysis/witness.ts';
import { Op } from '../facts/types.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import { isOneOfMany, mayNotBeHeld } from './chosen-locks.ts';
import { enteredNode, isEnteredHolding, isReachedFrom } from './entered-holding.ts';
import { irregularitiesOf, ownWitness, stepAt, takingStep, type Shown } from './local.ts';
import type { RawFinding, Rule } from './types.ts';

/** Deeper acquisitions are guarded by conditions that we do not see too often to be more than hints. */
const MAX_SURE_DEPTH = 3;

export const recursiveLock: Rule = {
  name: 'recursive-lock',
  summary: 'A lock is taken on a path that already holds it.',
  level: 'error',
  lockdep: 'possible recursive locking detected',
  isVerified: true,
  documentation: `
## What it does
Reports a lock that a path takes while it holds it already: the same object by all evidence, in one function or through calls. Where a callee takes a lock of the same class under another name, and nothing says that it is another object's, that is a hint. A lock that whoever calls a callback is known to hold over it, such as the RTNL mutex over \`struct ethtool_ops\`, counts as held there. Reader locks, counting semaphores and ww_mutexes are left out.

## Why it deadlocks
The lock is not recursive: the second acquisition waits for the first, which cannot go on.

## Example
\`\`\`c
struct box {
    spinlock_t lock;
    int items;
};

void box_move(struct box *box)
{
    spin_lock(&box->lock);
    box->items--;
    spin_lock(&box->lock);
    box->items++;
    spin_unlock(&box->lock);
    spin_unlock(&box->lock);
}
\`\`\`

## How to fix
Take the lock once; before a call that takes it, release it, or call a variant that expects it held:
\`\`\`c
struct box {
    spinlock_t lock;
    int items;
};

void box_move(struct box *box)
{
    spin_lock(&box->lock);
    box->items--;
    spin_unlock(&box->lock);
    spin_lock(&box->lock);
    box->items++;
    spin_unlock(&box->lock);
}
\`\`\`

## What it cannot see
Whether two names of one class are one object, and locks chosen by an index.
`,
  *check(analysis) {
    const { program } = analysis;
    const seen = new Set<string>();
    const isAlias = ({ what }: Shown): boolean => what.detail === 'alias';
    for (const { id, what } of [...irregularitiesOf(analysis, 'recursion')].sort((a, b) => Number(isAlias(a)) - Number(isAlias(b)))) {
      const { held, row, lock, chain } = what;
      if (!held || !row || !lock || !chain) continue;
      const end = chainEnd(id, chain);
      if (what.detail === 'alias' && lock.class && areLinked(analysis, end.function, lock.class)) continue;
      const key = `${id}|${end.function}|${lock.class?.key}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const again = chainSteps(program, id, chain, `takes ${lock.text} again with ${row.api}()`, row.argument);
      yield {
        message: `${lock.text} is taken${end.function === id ? '' : ` by ${nameOf(program, end.function)}()`} while ${what.detail === 'alias' ? `${held.lock.text} is held, which may be the same lock` : 'it is held already'}, since ${held.api}()`,
        location: end.function === id ? again.at(-1)!.location : stepAt(analysis, id, chain.operation, '').location,
        function: nameOf(program, id),
        lockClass: lock.class?.name ?? '',
        advice: 'Call the variant that expects the lock held, or release the lock before the call.',
        witnesses: [ownWitness(analysis, id, [takingStep(analysis, id, held), ...again])],
        identity: nameOf(program, end.function),
        tentative: what.detail !== '' || mayNotBeHeld(analysis, held) || chain.depth > MAX_SURE_DEPTH || mayLeadElsewhere(analysis, id, chain) || (chain.next !== undefined && isOneOfMany(analysis, end.function, end.operation)),
      };
    }
    yield* enteredRecursions(analysis);
  },
};

/** Whoever enters a callback holds a lock over all of it, which the callback takes: ndo_open() is called under rtnl_lock(). */
function* enteredRecursions(analysis: Analysis): Generator<RawFinding> {
  const { program } = analysis;
  const told = new Set<string>();
  for (const entry of program.entryPoints) {
    if (!entry.context.held || entry.tentative) continue;
    for (const taken of analysis.flowOf(entry.function).reachedAcquisitions) {
      const { lock, row, chain } = taken;
      const cls = lock.class;
      if (!cls || !isEnteredHolding(entry, cls) || row.operation === 'try' || row.recursive || taken.dropped.length > 0 || taken.lastReference || !isReachedFrom(entry, taken)) continue;
      const key = `${entry.function}|${cls.key}`;
      if (told.has(key)) continue;
      told.add(key);
      const again = chainSteps(program, entry.function, chain, `takes ${lock.text} again with ${row.api}()`, row.argument);
      yield {
        message: `${lock.text} is taken by ${nameOf(program, chainEnd(entry.function, chain).function)}() while ${cls.name} is held by whoever calls ${entry.via}`,
        location: chain.next === undefined ? again.at(-1)!.location : stepAt(analysis, entry.function, chain.operation, '').location,
        function: nameOf(program, entry.function),
        lockClass: cls.name,
        advice: 'Call the variant that expects the lock held.',
        witnesses: [{ ...ownWitness(analysis, entry.function, again, enteredNode(analysis, entry)), under: { key: cls.key, name: cls.name, kind: row.kind } }],
        identity: entry.via,
        // What the callback is told, or finds in memory, may say that nobody holds it here; and of many objects it may be another one's.
        tentative: cls.instanced || taken.conditions.size > 0 || chain.depth > MAX_SURE_DEPTH || mayLeadElsewhere(analysis, entry.function, chain),
      };
    }
  }
}

/** Each of these objects points at another one, its parent or the next: a lock of another name is that one's. */
function areLinked({ program: { table, types } }: Analysis, id: FunctionId, { name }: LockClass): boolean {
  const struct = /^struct \w+/.exec(name)?.[0];
  const definition = struct === undefined ? undefined : types.structOf({ text: struct, file: table.functions[id].file });
  return definition !== undefined && [...definition.members.all().values()].some((type) => type.replace(/\s/g, '') === `${struct}*`.replace(/\s/g, ''));
}

/** On the way a pointer is called that may hold one of several functions: that it holds this one while the lock is held is not known. */
function mayLeadElsewhere({ program, effects }: Analysis, id: FunctionId, chain: Chain): boolean {
  for (let owner = id, link: Chain | undefined = chain; link?.callee !== undefined; owner = link.callee, link = link.next) {
    const view = program.viewOf(owner);
    const [op, call] = view.operation(link.operation);
    const { ids, indirect } = op === Op.Call ? effects.calleesOf(view, call) : { ids: [], indirect: false };
    if (indirect && ids.length > 1) return true;
  }
  return false;
}
