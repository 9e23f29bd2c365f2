/** Locks as lockdep prints them, and their names compared with those of the source. */

import { frameOf, registerFrame } from './frames.ts';
import type { Frame, PrintedLock } from './types.ts';

const ADDRESS = String.raw`(?:(?<address>\(_+ptrval_+\)|(?:0x)?[0-9a-f]{6,16})\s+)?`;
const LOCK = new RegExp(`^(?:#\\d+:\\s*)?${ADDRESS}\\((?<cls>.{1,200}?)\\)(?:\\{(?<usage>[-.+?]{4,12})\\})?(?:-\\{(?<wait>\\d+:\\d+)\\})?(?:,? at: ?(?<at>.*))?$`);

/** `ffff888100000000 (&foo->lock){+.?.}-{3:3}, at: foo_get+0x10/0x40 [foo]`, with or without its parts. */
export function printedLock(text: string): PrintedLock | undefined {
  const groups = text.length < 500 ? LOCK.exec(text)?.groups : undefined;
  if (!groups) return undefined;
  const { cls, usage, wait, at, address } = groups;
  if (usage === undefined && at === undefined) return undefined;
  const frame = at === undefined ? undefined : frameOf(at.replace(/^\[<[0-9a-f]*>\]\s*/, '')) ?? registerFrame(at);
  return {
    lockClass: cls,
    ...(usage !== undefined && { usage }),
    ...(wait !== undefined && { waitType: wait }),
    ...(address !== undefined && !address.startsWith('(') && { address }),
    ...(frame && { at: { ...frame, context: 'process' } satisfies Frame }),
  };
}

/** A subclass, the number of a key of the same name, what the spinlock's own type adds: none of it is in the source. */
export function plainClass(lockClass: string): string {
  return lockClass
    .replace(/(?:#\d+|\/\d+)+$/, '')
    .replace(/^&\((.*)\)->(?:rlock|lock|wait_lock)$/, '$1')
    .replace(/\)->rlock$/, ')');
}

/** What both name: the last member, or the variable. `&foo->lock` and `struct foo.lock` → `lock`. */
export function lastName(lockClass: string): string {
  return plainClass(lockClass).replace(/\[[^\]]*\]/g, '').match(/[A-Za-z_]\w*/g)?.at(-1) ?? '';
}

/** Work items, timers and completions stand in lockdep's chains like locks. */
export function isWaitedFor(lockClass: string): boolean {
  return /\((?:work_completion|wq_completion|complete)\)|^\(?\(?&?[\w>.()-]*(?:timer|work|wq_name)\w*\)*$|\(&[^)]*(?:timer|work)\)|^rcu_(?:barrier|state)|_completion\)/.test(lockClass);
}

/** Maps of lockdep's that no code takes like a lock: `rcu_read_lock`, a softirq or work item that runs. */
export function isPseudoLock(lockClass: string): boolean {
  return isWaitedFor(lockClass) || /^(?:rcu_(?:read_lock|callback|lock)\w*|\(.*\))$|^(?:wq_completion|fs_reclaim|sb_writers|mmu_notifier)/.test(lockClass);
}
