/** Each output format on one report made by hand. */

import { expect, test } from 'vitest';
import { rules } from '../../engine/src/rules/index.ts';
import { formats } from '../src/cli/formats/index.ts';
import type { FormatContext } from '../src/cli/formats/types.ts';
import { REPORT } from './support.ts';

const context: FormatContext = {
  version: '1.2.3', rules, elapsed: 1234, hasColour: false, root: '',
  readLine: (file, line) => (file === 'dir b/b.c' && line === 2 ? '\tspin_lock(&x->lock);\x1b[31m' : undefined),
};

function render(name: string, over: Partial<FormatContext> = {}): string {
  return [...formats.find((f) => f.name === name)!.render(REPORT, { ...context, ...over })].join('');
}

test('json is version 1 of the result format', () => {
  const { version, summary, findings, problems } = JSON.parse(render('json'));
  expect(version).toBe(1);
  expect(summary).toEqual({ files: 3, functions: 10, findings: 1, elapsedMs: 1234, coverage: REPORT.coverage });
  expect(Object.keys(findings[0])).toEqual([
    'rule', 'severity', 'message', 'fingerprint', 'file', 'line', 'column', 'endLine', 'endColumn', 'function', 'lockClass', 'witnesses', 'fixes',
  ]);
  expect(findings[0].witnesses[1]).toEqual({
    context: 'softirq',
    entry: { function: 'enter', file: 'a.c', line: 4, via: 'timer_setup' },
    steps: [{ function: 'enter', file: 'dir b/b.c', line: 5, what: 'takes &x->lock with spin_lock()' }],
  });
  expect(findings[0].fixes[0].edits[0]).toEqual({ file: 'dir b/b.c', line: 2, column: 2, endLine: 2, endColumn: 7, newText: 'spin_lock_bh' });
  expect(problems).toEqual([{ file: 'bad.c', line: 0, message: 'is a binary file' }]);
});

test('sarif has one thread flow for each witness', () => {
  const { version, runs } = JSON.parse(render('sarif'));
  expect(version).toBe('2.1.0');
  const [result] = runs[0].results;
  expect(result.codeFlows).toHaveLength(1);
  expect(result.codeFlows[0].threadFlows).toHaveLength(2);
  expect(Object.values(result.partialFingerprints)).toEqual(['0123456789abcdef']);
  expect(runs[0].tool.driver.rules[result.ruleIndex].id).toBe('softirq-unsafe-lock');
  expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('dir%20b/b.c');
});

test('gcc: a line for the finding, notes for the steps', () => {
  const lines = render('gcc').trimEnd().split('\n');
  expect(lines[0]).toBe('dir b/b.c:2:2: error: struct x.lock is taken, 100% wrong [softirq-unsafe-lock]');
  expect(lines.slice(1).every((line) => /^[^:]+:\d+:\d+: note: /.test(line))).toBe(true);
  expect(lines).toHaveLength(5);
});

test('github: one command, escaped', () => {
  const text = render('github');
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(text).toMatch(/^::error file=dir b\/b\.c,line=2/);
  expect(text).toContain('100%25 wrong%0A');
});

test('pretty: frame, both sides, why, fix, coverage', () => {
  const text = render('pretty');
  for (const part of ['error[softirq-unsafe-lock]', 'dir b/b.c:2:2', '^^^^^', 'softirq (timer)', 'timer_setup', 'dir b/b.c:5', 'why', 'SOFTIRQ-ON-W', 'Use the _bh form.', 'bad.c', '5 of 10'])
    expect(text).toContain(part);
  expect(text).not.toContain('\x1b');
});

test('pretty: colours when asked for', () => {
  expect(render('pretty', { hasColour: true })).toContain('\x1b[31m');
});

test('nothing found is said too', () => {
  for (const format of formats) {
    const text = [...format.render({ ...REPORT, findings: [], problems: [] }, context)].join('');
    if (format.name === 'json' || format.name === 'sarif') expect(() => JSON.parse(text)).not.toThrow();
    if (format.name === 'pretty') expect(text).toContain('no findings');
  }
});
