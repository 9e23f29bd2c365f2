/** `lint --fix` and `--fix-dry-run`: what they write, show and leave alone. */

import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../src/cli/unified-diff.ts';
import { writeSource } from '../src/node/write-source.ts';
import { BUG, folderWith, runIn } from './support.ts';

const FIXED = BUG.replace(/(static int worker[^]*?)spin_lock\(([^]*?)spin_unlock\(/, '$1spin_lock_bh($2spin_unlock_bh(');

describe('lint --fix', () => {
  test('writes what proves right, says so, and reports what is left', async () => {
    const folder = folderWith({ 'a.c': BUG });
    const result = await runIn(folder, 'lint', '.', '--jobs', '1', '--fix');
    expect(readFileSync(join(folder, 'a.c'), 'utf8')).toBe(FIXED);
    expect(result).toMatchObject({ code: 0, err: expect.stringContaining('fixed 1 finding in 1 file') });
    expect(readdirSync(folder)).toEqual(['a.c']);
    expect((await runIn(folder, 'lint', '.', '--jobs', '1', '--fix')).err).toContain('fixed 0 findings');
    expect(readFileSync(join(folder, 'a.c'), 'utf8')).toBe(FIXED);
  });
  test('--fix-dry-run prints the patch and writes nothing', async () => {
    const folder = folderWith({ 'a.c': BUG });
    const result = await runIn(folder, 'lint', '.', '--jobs', '1', '--fix-dry-run');
    expect(result).toMatchObject({ code: 0, out: unifiedDiff('a.c', BUG, FIXED), err: expect.stringContaining('would fix 1 finding in 1 file') });
    expect(readFileSync(join(folder, 'a.c'), 'utf8')).toBe(BUG);
  });
  test('only what is asked for: other rules, other files and hints stay', async () => {
    const folder = folderWith({ 'a.c': BUG, 'b/c.c': BUG.replaceAll('list_lock', 'other_lock'), 'lockctx.json': '{"rules":{"softirq-unsafe-lock":"hint"}}' });
    await runIn(folder, 'lint', '.', '--jobs', '1', '--fix');
    await runIn(folder, 'lint', '.', '--jobs', '1', '--fix', '--rule', 'lock-leak');
    await runIn(folder, 'lint', 'b', '--jobs', '1', '--fix', '--severity', 'hint', '--root', '.');
    expect(readFileSync(join(folder, 'a.c'), 'utf8')).toBe(BUG);
    expect(readFileSync(join(folder, 'b/c.c'), 'utf8')).toBe(FIXED.replaceAll('list_lock', 'other_lock'));
  });
  test('line ends, encoding, mode and links of a file stay', async () => {
    const folder = folderWith({ 'a.c': '' });
    const crlf = Buffer.from(`/* \xe4 */\r\n${BUG.replaceAll('\n', '\r\n')}`, 'latin1');
    writeFileSync(join(folder, 'a.c'), crlf);
    chmodSync(join(folder, 'a.c'), 0o640);
    await runIn(folder, 'lint', '.', '--jobs', '1', '--fix');
    expect(readFileSync(join(folder, 'a.c')).toString('latin1')).toBe(`/* \xe4 */\r\n${FIXED.replaceAll('\n', '\r\n')}`);
    expect(statSync(join(folder, 'a.c')).mode & 0o777).toBe(0o640);
  });
});

describe('writeSource', () => {
  test('keeps the byte order mark and goes through a link', () => {
    const folder = folderWith({ 'a.c': '\ufeffint a;\n' });
    symlinkSync('a.c', join(folder, 'link.c'));
    expect(writeSource(join(folder, 'link.c'), 'int a;\n', 'int b;\n')).toBeUndefined();
    expect(readFileSync(join(folder, 'a.c'), 'utf8')).toBe('\ufeffint b;\n');
    expect(readdirSync(folder).sort()).toEqual(['a.c', 'link.c']);
  });
  test('leaves a file alone that has changed meanwhile', () => {
    const folder = folderWith({ 'a.c': 'int c;\n' });
    expect(writeSource(join(folder, 'a.c'), 'int a;\n', 'int b;\n')).toContain('has changed');
    expect(writeSource(join(folder, 'none.c'), 'int a;\n', 'int b;\n')).toContain('no such file');
    expect(readFileSync(join(folder, 'a.c'), 'utf8')).toBe('int c;\n');
  });
});

describe('unified diff', () => {
  const numbered = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}\n`).join('');
  test('hunks with three lines of context, merged where they meet', () => {
    const before = numbered(1, 40);
    const after = before.replace('line 5\n', 'line 5\nnew\n').replace('line 10\n', 'ten\n').replace('line 30\n', '');
    expect(unifiedDiff('d/a.c', before, after)).toBe([
      '--- a/d/a.c', '+++ b/d/a.c', '@@ -3,11 +3,12 @@', ' line 3', ' line 4', ' line 5', '+new', ' line 6', ' line 7', ' line 8', ' line 9', '-line 10', '+ten', ' line 11', ' line 12', ' line 13',
      '@@ -27,7 +28,6 @@', ' line 27', ' line 28', ' line 29', '-line 30', ' line 31', ' line 32', ' line 33', '',
    ].join('\n'));
  });
  test('equal texts, ends without a line end, empty texts', () => {
    expect(unifiedDiff('a.c', 'x\n', 'x\n')).toBe('');
    expect(unifiedDiff('a.c', 'x', 'y')).toBe('--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n');
    expect(unifiedDiff('a.c', '', 'y\n')).toBe('--- a/a.c\n+++ b/a.c\n@@ -0,0 +1,1 @@\n+y\n');
  });
});
