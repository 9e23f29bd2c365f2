/** Each format on a report made by hand, whole: `npx vitest run server/test/formats-golden.test.ts -u` rewrites server/test/golden. */

import { expect, test } from 'vitest';
import type { Finding, Report, Rule } from '../../engine/src/rules/types.ts';
import { formats } from '../src/cli/formats/index.ts';
import type { FormatContext } from '../src/cli/formats/types.ts';
import { REPORT } from './support.ts';

/** A rule of the test's own: the golden files do not change with the real ones. */
const rule: Rule = {
  name: 'softirq-unsafe-lock', summary: 'A lock that a softirq takes is taken elsewhere with softirqs on.', level: 'error', lockdep: '{SOFTIRQ-ON-W} -> {IN-SOFTIRQ-W}',
  documentation: '\n## What it does\nReports it.\n', *check() {},
};

/** What is hard to print: tabs and wide characters before the range, several lines, escape sequences and marks that turn the direction of writing. */
const hostile: Finding = {
  ...REPORT.findings[0], severity: 'warning', message: 'a, b: 100 %\r\n\x1b[2J\u202eend', function: '', lockClass: '', advice: '', witnesses: [], fixes: [],
  location: { file: 'c,d:\x1b[3m.c', line: 3, column: 5, endLine: 4, endColumn: 2 },
};

const report: Report = { ...REPORT, findings: [...REPORT.findings, hostile] };

const sources: Readonly<Record<string, readonly string[]>> = {
  'dir b/b.c': ['', '\tspin_lock(&x->lock);', '', '', '\tspin_lock(&x->lock);'],
  'c,d:\x1b[3m.c': ['', '', '\t锁\tf(\x1b[31m', 'g);'],
};

const context: FormatContext = {
  version: '1.2.3', rules: [rule], elapsed: 1234, hasColour: false, root: 'some/where', readLine: (file, line) => sources[file]?.[line - 1],
};

test.each(formats)('$name', async ({ name, render }) => {
  await expect([...render(report, context)].join('')).toMatchFileSnapshot(`golden/${name}.txt`);
});

test('nothing is sent to a terminal that does something to it', () => {
  for (const { name, render } of formats.filter((format) => ['pretty', 'gcc'].includes(format.name)))
    expect([...render(report, context)].join(''), name).not.toMatch(/[\x00-\x09\x0b-\x1f\u202a-\u202e]/);
});
