/** What the grammars colour, and what they leave alone. */

import { describe, expect, test } from 'vitest';
import { tokensOf } from './grammar.ts';

/** `text: scope` of every token with a scope, the language's own suffix left out. */
async function scopes(language: 'source.c' | 'text.kernel-splat', text: string): Promise<string[]> {
  return (await tokensOf(language, text)).map((token) => `${token.text.trim()}: ${token.scope.replace(/\.(kernel|bpf|lockctx|kernel-splat|c)$/, '')}`);
}

describe('C', () => {
  test.each([
    ['spin_lock(&x);', 'spin_lock: support.function.acquire'],
    ['raw_spin_lock_irqsave(&x, flags);', 'raw_spin_lock_irqsave: support.function.acquire'],
    ['if (!spin_trylock_bh(&x))', 'spin_trylock_bh: support.function.acquire'],
    ['write_unlock_irqrestore(&x, flags);', 'write_unlock_irqrestore: support.function.release'],
    ['spin_lock_nested(&x, 1);', 'spin_lock_nested: support.function.acquire'],
    ['mutex_lock_interruptible(&m)', 'mutex_lock_interruptible: support.function.acquire'],
    ['down_write_killable(&sem)', 'down_write_killable: support.function.acquire'],
    ['raw_res_spin_lock_irqsave(&r, flags)', 'raw_res_spin_lock_irqsave: support.function.acquire'],
    ['rcu_read_lock_bh();', 'rcu_read_lock_bh: support.function.rcu'],
    ['kfree_rcu(p, rcu);', 'kfree_rcu: support.function.rcu'],
    ['local_irq_save(flags);', 'local_irq_save: support.function.interrupts'],
    ['lockdep_assert_held(&x);', 'lockdep_assert_held: support.function.interrupts'],
    ['bpf_map_update_elem(&m, &k, &v, 0);', 'bpf_map_update_elem: support.function.helper'],
    ['timer_setup(&t, fn, 0);', 'timer_setup: support.function.registration'],
    ['static int __init start(void)', '__init: storage.modifier.annotation'],
    ['\t__releases(&x->lock)', '__releases: storage.modifier.annotation'],
    ['struct foo __rcu *p;', '__rcu: storage.modifier.annotation'],
  ])('%s', async (line, expected) => expect(await scopes('source.c', line)).toEqual([expected]));

  test('a section and its string', async () => {
    expect(await scopes('source.c', 'SEC("fentry/do_nanosleep")')).toEqual(['SEC: entity.name.function.section', '"fentry/do_nanosleep": string.quoted.double.section']);
  });

  test('guards and their class', async () => {
    expect(await scopes('source.c', 'scoped_guard(spinlock_irqsave, &x->lock)')).toEqual(['scoped_guard: keyword.control.guard', 'spinlock_irqsave: entity.name.type.guard']);
  });

  test('a suppression in a comment', async () => {
    expect(await scopes('source.c', '// lockctx-ignore lock-leak, recursive-lock: the caller drops it')).toEqual(
      expect.arrayContaining(['lockctx-ignore: keyword.other.suppression', 'lock-leak, recursive-lock: entity.name.tag.rule']));
  });

  test.each(['my_spin_lock(&x);', 'int spin_lock;', 'cow_up = 1;', 'setup(x);', 'lockctx-ignore lock-leak: not in a comment', 'x->guard = 1;'])('%s is left alone', async (line) =>
    expect(await scopes('source.c', line)).toEqual([]));

  test('comments and strings are left alone', async () => {
    const tokens = await tokensOf('source.c', '/* spin_lock(&x) */ "spin_lock(&x)" // SEC("xdp")');
    expect(tokens.filter(({ scope }) => /kernel|bpf/.test(scope))).toEqual([]);
  });
});

describe('kernel log', () => {
  test.each([
    ['[   12.345678][  T123] WARNING: inconsistent lock state', ['[   12.345678][  T123]: comment.line.timestamp', 'WARNING: invalid.illegal.heading']],
    ['inconsistent {SOFTIRQ-ON-W} -> {IN-SOFTIRQ-W} usage.', ['{SOFTIRQ-ON-W}: constant.language.usage', '{IN-SOFTIRQ-W}: constant.language.usage']],
    ['worker/321 [HC0[0]:SC1[1]:HE1:SE0] takes:', ['worker: variable.other.task', '321: constant.numeric.pid', '[HC0[0]:SC1[1]:HE1:SE0]: constant.language.irq-state']],
    ['ffff888104a0b018 (&cache->lock){+.?.}-{2:2}, at: reap+0x1a/0x60 [demo]',
      ['ffff888104a0b018: constant.numeric.hex', '&cache->lock: entity.name.type.lock-class', '{+.?.}: constant.language.usage-bits', '{2:2}: constant.numeric.wait-type', 'reap: entity.name.function', '+0x1a/0x60: constant.numeric.offset', '[demo]: entity.name.namespace.module']],
    ['  lock(&cache->lock);', ['lock: support.function.acquire', '&cache->lock: entity.name.type.lock-class']],
    ['  <Interrupt>', ['<Interrupt>: keyword.control.stack']],
    [' *** DEADLOCK ***', ['*** DEADLOCK ***: invalid.illegal.deadlock']],
    [' <IRQ>', ['<IRQ>: keyword.control.stack']],
    [' ? __pfx_reap+0x10/0x10', ['__pfx_reap: entity.name.function']],
    ['watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [worker:321]',
      ['watchdog: entity.name.section.source', 'BUG: invalid.illegal.heading', '1: constant.numeric.cpu', '22: constant.numeric.seconds', 'worker: variable.other.task', '321: constant.numeric.pid']],
    ['CPU: 1 PID: 321 Comm: worker Not tainted', ['1: constant.numeric.cpu', '321: constant.numeric.pid', 'worker: variable.other.task']],
    ['RIP: 0010:native_queued_spin_lock_slowpath+0x6e/0x2c0', ['RIP:: entity.name.section', 'native_queued_spin_lock_slowpath: entity.name.function']],
    ['======================================================', ['======================================================: comment.line.rule']],
  ])('%s', async (line, expected) => expect(await scopes('text.kernel-splat', line)).toEqual(expect.arrayContaining(expected)));

  test('prose is left alone', async () => expect(await scopes('text.kernel-splat', 'eth0: link becomes ready')).toEqual([]));
});
