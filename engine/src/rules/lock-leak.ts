/** lock-leak: one way out of a function keeps a lock that the others release. */

import { Op } from '../facts/types.ts';
import type { Analysis } from '../analysis/types.ts';
import { nameOf } from '../analysis/witness.ts';
import type { LockReference } from '../program/lock-classes.ts';
import type { FunctionId, LockClass } from '../program/types.ts';
import { folderOf } from '../source/folder-of.ts';
import { irregularitiesOf, ownWitness, stepAt, takingStep } from './local.ts';
import { lastName, relievedLocks, type Relieved } from './relieved.ts';
import type { RawFinding, Rule } from './types.ts';

export const lockLeak: Rule = {
  name: 'lock-leak',
  summary: 'A path leaves the function with a lock that the other paths release.',
  level: 'warning',
  lockdep: 'BUG: held lock freed / WARNING: lock held when returning to user space',
  isVerified: true,
  documentation: `
## What it does
Reports a way out of a function that keeps a lock which the function's other ways out release, where the caller cannot tell them apart. Where it can, or all ways out keep the lock, it is one if no other function in the folder that defines the lock releases it for this one; a hint where success keeps what failure releases, or where a variable or a condition that is asked again may tell.

## Why it deadlocks
The next acquisition of the lock waits for ever.

## Example
\`\`\`c
struct ledger {
    spinlock_t lock;
    int total;
    int limit;
};

int ledger_add(struct ledger *ledger, int amount)
{
    spin_lock(&ledger->lock);
    if (ledger->total + amount > ledger->limit)
        return -ENOSPC;
    ledger->total += amount;
    spin_unlock(&ledger->lock);
    return 0;
}
\`\`\`

## How to fix
Release it on every path, as here, or take it with \`guard()\`:
\`\`\`c
struct ledger {
    spinlock_t lock;
    int total;
    int limit;
};

int ledger_add(struct ledger *ledger, int amount)
{
    int err = 0;

    spin_lock(&ledger->lock);
    if (ledger->total + amount > ledger->limit) {
        err = -ENOSPC;
        goto out;
    }
    ledger->total += amount;
out:
    spin_unlock(&ledger->lock);
    return err;
}
\`\`\`

## What it cannot see
Locks taken by a callee, but for a function named as the reverse of one that is called for the same object; and functions that return with a lock by contract that no annotation states.
`,
  *check(analysis) {
    const relieved = relievedLocks(analysis);
    for (const { id, what } of irregularitiesOf(analysis, 'leak')) {
      if (!what.held) continue;
      const step = stepAt(analysis, id, what.operation, `returns with ${what.held.lock.text} held`);
      yield {
        message: `this path returns with ${what.held.lock.text} held; the other paths release it`,
        location: step.location,
        function: nameOf(analysis.program, id),
        lockClass: what.lock?.class?.name ?? '',
        advice: 'Release it on this path too, or take it with guard().',
        witnesses: [ownWitness(analysis, id, [takingStep(analysis, id, what.held), step])],
        identity: '',
        // Some caller releases what this function took, or whatever ends what this function begins.
        tentative: what.detail !== '' || relieved.hasTaker(id) || relieved.isHandedOver(id, what.held.lock),
      };
    }
    yield* abandoned(analysis, relieved);
  },
};

/** Ways out with a lock that no function releases for others, as far as anything was read that may know it. */
function* abandoned(analysis: Analysis, relieved: Relieved): Generator<RawFinding> {
  const { program } = analysis;
  for (const { id, what } of irregularitiesOf(analysis, 'kept')) {
    const { held, lock } = what;
    if (!held || !lock?.class || lock.class.generic || !isOwn(lock.class, program.table.functions[id].file.path)) continue;
    if (isForTaking.test(nameOf(program, id)) || relieved.hasTaker(id) || relieved.has(lock) || isReleasedElsewhere(analysis, id, lock)) continue;
    const taking = takingStep(analysis, id, held);
    yield {
      message: `${lock.text} is taken here and still held on a way out, and nobody releases it`,
      location: taking.location,
      function: nameOf(program, id),
      lockClass: lock.class.name,
      advice: 'Release it on every path, or take it with guard().',
      witnesses: [ownWitness(analysis, id, [taking, stepAt(analysis, id, what.operation, `returns with ${lock.text} held`)])],
      identity: 'kept',
      // Some are meant to be held for good, or as long as the object lives.
      tentative: true,
    };
  }
}

/** `foo_lock()`, `foo_find_locked()`, `lock_pair()`: with which the caller is to go on. */
const isForTaking = /(^|_)(try)?lock(ed|s)?(_|$)/i;

/** Only files of the folder that defines the struct know the lock: all that may release it was read. */
function isOwn({ home, instanced }: LockClass, path: string): boolean {
  return !instanced || (home !== '' && folderOf(home) === folderOf(path));
}

/** Some function beside it has a release of the lock, on whatever path, and takes no such lock itself; of a macro only the name of what it releases is known. */
function isReleasedElsewhere({ program, effects, flowOf }: Analysis, id: FunctionId, lock: LockReference): boolean {
  const { table } = program;
  const name = lastName(lock.text);
  const folder = folderOf(table.functions[id].file.path);
  return program.files.some(({ path }) => folderOf(path) === folder && table.ofFile(path).some((other) => {
    const view = program.viewOf(other);
    for (let at = 0; at < view.facts.codeLength; at++) {
      if (view.op(at) !== Op.Call) continue;
      const { lock: row } = effects.rowsOf(view.calleeName(view.first(at)));
      const pointer = row?.operation === 'release' && row.argument !== undefined ? view.argument(view.first(at), row.argument) : undefined;
      if (pointer === undefined) continue;
      const released = program.classes.of(view, pointer, row!.member);
      if (view.facts.form === 'macro' && lastName(released.text) === name) return true;
      if (released.class === lock.class) return !flowOf(other).acquisitions.some((a) => a.chain.depth === 0 && a.lock.class === lock.class);
    }
    return false;
  }));
}
