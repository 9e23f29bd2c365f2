/** What the manifest says of the linter's output and of its own settings. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gcc } from '../../server/src/cli/formats/gcc.ts';
import { REPORT } from '../../server/test/support.ts';

const { contributes } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

test('the problem matcher reads every finding of the gcc format, and no step of its proof', () => {
  const [{ pattern }] = contributes.problemMatchers;
  const lines = [...gcc.render(REPORT, {} as never)].join('').split('\n').filter(Boolean);
  const read = lines.flatMap((line) => {
    const match = new RegExp(pattern.regexp).exec(line);
    return match ? [Object.fromEntries(['file', 'line', 'column', 'severity', 'message', 'code'].map((part) => [part, match[pattern[part]]]))] : [];
  });
  expect(lines.length).toBeGreaterThan(1);
  expect(read).toEqual([{ file: 'dir b/b.c', line: '2', column: '2', severity: 'error', message: 'struct x.lock is taken, 100% wrong', code: 'softirq-unsafe-lock' }]);
});

test('every setting has a scope, a description and a default', () => {
  const settings = Object.entries<Record<string, unknown>>(contributes.configuration.properties);
  expect(settings.filter(([, { scope, markdownDescription }]) => !scope || !markdownDescription).map(([name]) => name)).toEqual([]);
  expect(settings.filter(([, setting]) => !('default' in setting)).map(([name]) => name)).toEqual([]);
});
