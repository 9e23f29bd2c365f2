/** Kernel reports: every log under test-fixtures/splats says in the JSON beside it what is read from it; `UPDATE=1` rewrites that. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import { rules } from '../src/rules/index.ts';
import { createSession, type Session } from '../src/session.ts';
import { cleanLine } from '../src/splat/log-lines.ts';
import { explainSplat, splatMarkdown, type Explanation, type Frame } from '../src/splat/index.ts';
import { fixtures, loadProgram } from './annotate.ts';

const folder = join(fixtures, 'splats');
const isUpdating = process.env.UPDATE === '1';
const logs = readdirSync(folder).filter((name) => name.endsWith('.log')).sort().map((name) => ({ name: name.slice(0, -4), text: readFileSync(join(folder, name), 'utf8') }));

/** Written by hand, so that a golden file cannot bless a wrong verdict: the first rule of each report in the log, '' for none. */
const expectedRules: Readonly<Record<string, string>> = {
  'bad-unlock-balance': 'mismatched-unlock',
  'bh-enable-in-handler': 'bh-lock-in-hardirq',
  'circular-mutexes-syzbot': 'lock-inversion',
  'circular-work-completion': 'sync-wait-deadlock',
  'gc-thread-soft-lockup-3.10': 'softirq-unsafe-lock',
  'hard-lockup-in-nmi': 'nmi-unsafe-lock',
  'hard-lockup-irq-handler': 'hardirq-unsafe-lock',
  'hard-lockup-old-nmi-stack': 'hardirq-unsafe-lock',
  'hardirq-safe-then-on': 'hardirq-unsafe-lock',
  'hung-task-flush-work': 'sync-wait-deadlock',
  'hung-task-two-mutexes': 'lock-inversion',
  'inconsistent-rlock-old-format': 'softirq-unsafe-lock',
  'irq-lock-inversion-changed-state': 'irq-inversion',
  'irq-restore-with-irqs-on': 'irq-enable-in-atomic',
  'lock-held-at-return': 'lock-leak',
  'lock-order-irq-unsafe-mail': 'irq-inversion',
  'lru-map-initial-use-in-nmi': 'nmi-unsafe-lock',
  'rcu-dereference-unprotected': '',
  'rcu-illegal-context-switch': 'sleep-in-atomic',
  'rcu-self-detected-stall': 'softirq-unsafe-lock',
  'recursive-in-handler-arm64': 'recursive-lock',
  'recursive-two-instances': 'recursive-lock',
  'scheduling-while-atomic': 'sleep-in-atomic',
  'several-in-one-log': 'sleep-in-atomic, lock-leak',
  'sleeping-in-timer-decoded': 'sleep-in-atomic',
  'sleeping-under-spinlock': 'sleep-in-atomic',
  'soft-lockup-busy-loop': '',
  'soft-lockup-cross-call': 'lock-inversion',
  'soft-lockup-two-cpus-spin': 'lock-inversion',
  'softirq-on-w-timer': 'softirq-unsafe-lock',
  'spinlock-bad-magic-arm32': '',
  'spinlock-lockup-owner': 'lock-leak',
  'spinlock-recursion': 'recursive-lock',
  'spinlock-wrong-cpu': 'mismatched-unlock',
  'truncated-lock-state': 'hardirq-unsafe-lock',
  'wait-context-mutex-in-handler': 'sleep-in-atomic',
  'wait-context-spinlock-under-raw': '',
};

describe('fixtures', () => {
  test.each(logs)('$name', ({ name, text }) => {
    const path = join(folder, `${name}.json`);
    const actual = `${JSON.stringify(explainSplat(text).map(shortened), undefined, 2)}\n`;
    if (isUpdating) writeFileSync(path, actual);
    else expect(actual).toBe(existsSync(path) ? readFileSync(path, 'utf8') : 'no golden file: UPDATE=1 writes it');
  });

  test('mean the rules that a person reads in them', () => {
    const actual = Object.fromEntries(logs.map(({ name, text }) => [name, explainSplat(text).map((e) => e.rules[0] ?? '').join(', ')]));
    expect(actual).toEqual(expectedRules);
  });

  test('name only rules that exist', () => {
    const known = new Set(rules.map(({ name }) => name));
    expect(logs.flatMap(({ text }) => explainSplat(text).flatMap((e) => e.rules)).filter((name) => !known.has(name))).toEqual([]);
  });
});

/** A log, the program of the fixtures that it comes from, and the finding that it is: rule and function. */
const matches: readonly (readonly [log: string, program: string, rule: string, functionName: string])[] = [
  ['gc-thread-soft-lockup-3.10', 'seed/1-gc-rcu', 'softirq-unsafe-lock', 'gc_scan'],
  ['lru-map-initial-use-in-nmi', 'seed/2-lru-list', 'nmi-unsafe-lock', 'lru_pop'],
  ['lock-order-irq-unsafe-mail', 'irq-inversion/softirq.c', 'irq-inversion', 'bridge_rename'],
  ['irq-lock-inversion-changed-state', 'irq-inversion/nested-in-callee.c', 'irq-inversion', 'uart_show'],
  ['circular-mutexes-syzbot', 'lock-inversion/two-functions.c', 'lock-inversion', 'index_then_store'],
  ['circular-work-completion', 'sync-wait-deadlock/work-under-mutex.c', 'sync-wait-deadlock', 'link_stop'],
  ['recursive-in-handler-arm64', 'recursive-lock/callee-takes-held-lock.c', 'recursive-lock', 'modem_irq'],
  ['wait-context-mutex-in-handler', 'sleep-in-atomic/mutex-in-handler.c', 'sleep-in-atomic', 'panel_irq'],
  ['rcu-illegal-context-switch', 'sleep-in-atomic/under-rcu.c', 'sleep-in-atomic', 'station_notify'],
  ['bh-enable-in-handler', 'bh-lock-in-hardirq/handler.c', 'bh-lock-in-hardirq', 'phy_irq'],
];

describe('matched to source', () => {
  test.each(matches)('%s in %s is %s in %s()', (log, program, rule, functionName) => {
    const [match] = sessionOf(program).matchSplats(explainSplat(textOf(log)));
    expect(match.findings[0]).toMatchObject({ rule, function: functionName });
    expect(match.places[functionName]).toHaveLength(1);
  });

  test('a log about other code finds nothing', () => {
    const [match] = sessionOf('seed/1-gc-rcu').matchSplats(explainSplat(textOf('recursive-in-handler-arm64')));
    expect(match).toMatchObject({ findings: [], places: {} });
  });

  test('the page for editors shows a log as text, never as markup', () => {
    const log = textOf('lock-held-at-return').replaceAll('&ring->lock', '<img src=x> [a](b)');
    const page = splatMarkdown(sessionOf('seed/1-gc-rcu').matchSplats(explainSplat(log)));
    expect(page).toContain('lock-leak');
    expect(page).not.toContain('<img');
  });
});

/** The kernel's words, without what dmesg and its like put before them. */
const bare = logs.filter(({ name }) => name !== 'lock-order-irq-unsafe-mail').map(({ name, text }) => ({ name, lines: text.split('\n').map((line, i) => cleanLine(line, i + 1)).map(({ text: words, indent }) => ' '.repeat(indent) + words) }));

const styles: readonly (readonly [name: string, prefix: (line: string, index: number) => string])[] = [
  ['nothing', (line) => line],
  ['dmesg', (line, i) => `[${(i / 1000 + 5).toFixed(6).padStart(12)}] ${line}`],
  ['dmesg with callers', (line, i) => `[${(i / 1000).toFixed(6).padStart(12)}][${i % 3 ? `T${i % 900}`.padStart(6) : '   C1'}] ${line}`],
  ['dmesg -T', (line, i) => `[Tue Feb  3 10:11:${String(i % 60).padStart(2, '0')} 2026] ${line}`],
  ['dmesg -x', (line) => `kern  :warn  : [    9.000100] ${line}`],
  ['raw levels', (line) => `<4>[    9.000100] ${line}`],
  ['syslog', (line, i) => `Feb  3 10:11:${String(i % 60).padStart(2, '0')} host-1 kernel: ${line}`],
  ['syslog with timestamps', (line) => `Feb 13 10:11:12 host kernel: [  100.123456] ${line}`],
  ['ISO', (line) => `2026-02-03T10:11:12.123456+01:00 host kernel: ${line}`],
  ['/dev/kmsg', (line, i) => `4,${i},${i * 7},-;${line}`],
  ['mail', (line) => `> ${line}`],
  ['mail of mail', (line) => `> > [   12.000300] ${line}`],
  ['DOS', (line) => `[   12.000300] ${line}\r`],
  ['colours', (line) => `\x1b[32m[   12.000300] \x1b[0m${line}`],
];

describe('what stands before a line changes nothing', () => {
  test.each(styles)('%s', (_name, prefix) => {
    for (const { name, lines } of bare) expect(explainSplat(lines.map(prefix).join('\n')), name).toEqual(explainSplat(lines.join('\n')));
  });

  test('nor does a mail program that breaks long lines', () => {
    for (const { name, lines } of bare) {
      const dated = lines.map((line) => `[   12.000300] ${line}`);
      const wrapped = dated.flatMap((line) => wrap(line, 76));
      expect(explainSplat(wrapped.join('\n')).map(withoutLines), name).toEqual(explainSplat(dated.join('\n')).map(withoutLines));
    }
  });
});

describe('any text', () => {
  test('a log that ends anywhere is read as far as it goes', () => {
    for (const { name, text } of logs) {
      const whole = explainSplat(text).flatMap((e) => Array<Explanation>(e.splat.times).fill(e));
      for (let end = 0; end < text.length; end += 61) {
        const part = explainSplat(text.slice(0, end));
        expect(part.length, name).toBeLessThanOrEqual(whole.length);
        part.slice(0, -1).forEach((e, i) => expect(e.splat.kind, name).toBe(whole[i].splat.kind));
      }
    }
  });

  test('lost, doubled and shuffled lines', () => {
    const random = generator(7);
    for (const { text } of logs) {
      const lines = text.split('\n');
      for (let round = 0; round < 20; round++) {
        const kept = lines.flatMap((line) => (random() < 0.1 ? [] : random() < 0.1 ? [line, line] : [line]));
        if (round % 2) kept.sort(() => random() - 0.5);
        for (const { verdict, advice } of explainSplat(kept.join('\n'))) expect([verdict, advice].join(' ')).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  });

  test('damaged bytes and binary garbage', () => {
    const random = generator(11);
    for (const { text } of logs) {
      const damaged = [...text].map((c) => (random() < 0.03 ? String.fromCharCode(random() * 0x2ff) : c)).join('');
      expect(() => explainSplat(damaged)).not.toThrow();
    }
    expect(explainSplat(Array.from({ length: 100_000 }, () => String.fromCharCode(random() * 256)).join(''))).toEqual([]);
    expect(explainSplat('x'.repeat(3_000_000))).toEqual([]);
    expect(explainSplat('')).toEqual([]);
  });

  test('reports that come again are counted, others are kept apart', () => {
    const all = logs.map(({ text }) => text).join('\n');
    const once = explainSplat(all);
    const thrice = explainSplat([all, all, all].join('\n'));
    expect(once.length).toBeGreaterThanOrEqual(logs.length - 2);
    expect(thrice.map(({ splat }) => splat.times)).toEqual(once.map(({ splat }) => splat.times * 3));
  });
});

function textOf(name: string): string {
  return logs.find((log) => log.name === name)!.text;
}

function sessionOf(program: string): Session {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
  session.update(loadProgram(join(fixtures, program)).files.map((file) => ({ path: file.path, facts: extractFacts(nativeParser(), file) })));
  return session;
}

/** Frames as one line each: a golden file that can be read. */
function shortened({ splat, ...rest }: Explanation): unknown {
  const lock = (l: { readonly at?: Frame }): unknown => ({ ...l, ...(l.at && { at: frameText(l.at) }) });
  return {
    ...rest,
    splat: {
      ...splat,
      locks: splat.locks.map(lock),
      held: splat.held.map((h) => ({ ...h, locks: h.locks.map(lock) })),
      stacks: splat.stacks.map((stack) => ({ ...stack, frames: stack.frames.map((frame) => `${frame.context}: ${frameText(frame)}`) })),
    },
  };
}

function frameText({ function: name, offset, size, module, file, line, isGuess, isInline }: Frame): string {
  return [isGuess ? '?' : '', offset === undefined ? name : `${name}+0x${offset.toString(16)}/0x${size!.toString(16)}`, module ? `[${module}]` : '', file ? `${file}:${line}` : '', isInline ? '(inline)' : ''].filter(Boolean).join(' ');
}

/** Without line numbers, and the columns of the scenario, which a broken line does not keep. */
function withoutLines({ splat: { line: _line, endLine: _endLine, scenario, ...splat }, ...rest }: Explanation): unknown {
  return { ...rest, splat: { ...splat, scenario: scenario.map((line) => line.trim()) } };
}

/** Breaks at the last blank before `width`, as mail programs do. */
function wrap(line: string, width: number): string[] {
  const at = line.length > width ? line.lastIndexOf(' ', width) : -1;
  return at > 40 ? [line.slice(0, at), ...wrap(line.slice(at + 1), width)] : [line];
}

/** A small generator with a seed: the same numbers each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x100000000;
  };
}
