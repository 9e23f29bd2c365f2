/** Discovery and reading, with everything that can be wrong on a disk. */

import { chmodSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathTest } from '../src/node/globs.ts';
import { decode, readSource } from '../src/node/read-source.ts';
import { findRoot } from '../src/node/root.ts';
import { discover, type Workspace } from '../src/node/workspace.ts';
import { folderWith } from './support.ts';

function discovered(root: string, ...paths: string[]): Workspace {
  return discover(paths.map((path) => join(root, path)), { root, include: undefined, exclude: pathTest([]) });
}

function names(workspace: Workspace, wanted = true): string[] {
  return workspace.files.filter((f) => f.wanted === wanted).map(({ path }) => path);
}

const KERNEL = { Kconfig: '', MAINTAINERS: '', 'kernel/k.c': 'int k;', 'include/linux/x.h': '', 'tools/t.c': '', 'scripts/s.c': '', 'samples/p.c': '', 'net/n.c': '' };

test('only C files, sorted, each once', () => {
  const root = folderWith({ 'b.c': '', 'a/a.h': '', 'a/x.mod.c': '', 'c.txt': '', 'node_modules/m.c': '' });
  expect(names(discovered(root, '.', 'a'))).toEqual(['a/a.h', 'b.c']);
});

test('links in a circle, broken links and missing paths', () => {
  const root = folderWith({ 'a/a.c': '' });
  symlinkSync('..', join(root, 'a', 'up'));
  symlinkSync('nowhere', join(root, 'gone.c'));
  symlinkSync('self.c', join(root, 'self.c'));
  const found = discovered(root, '.', 'missing');
  expect(names(found)).toEqual(['a/a.c']);
  expect(found.problems.map(({ file }) => file).sort()).toEqual(['gone.c', 'self.c']);
  expect(found.missing).toEqual([join(root, 'missing')]);
});

test('a whole kernel tree leaves out what runs in user space, unless named', () => {
  const root = folderWith(KERNEL);
  expect(names(discovered(root, '.'))).toEqual(['include/linux/x.h', 'kernel/k.c', 'net/n.c']);
  expect(names(discovered(root, 'tools'))).toEqual(['tools/t.c']);
});

test('a part of a kernel tree comes with the headers, which are not reported on', () => {
  const found = discovered(folderWith(KERNEL), 'net');
  expect(names(found)).toEqual(['net/n.c']);
  expect(names(found, false)).toEqual(['include/linux/x.h']);
});

test('the root', () => {
  const root = folderWith({ 'k/Kconfig': '', 'k/MAINTAINERS': '', 'k/kernel/a.c': '', 'k/net/lockctx.json': '{}', 'k/net/x/y.c': '', 'g/.git/HEAD': '', 'g/src/a.c': '' });
  expect(findRoot([join(root, 'k/kernel')])).toBe(join(root, 'k'));
  expect(findRoot([join(root, 'k/net/x/y.c')])).toBe(join(root, 'k/net'));
  expect(findRoot([join(root, 'g/src/a.c')])).toBe(join(root, 'g'));
});

test('binary, Latin-1, a byte order mark', () => {
  expect(decode(Buffer.from('a\0b'))).toEqual({ problem: expect.stringContaining('binary') });
  expect(decode(Buffer.from([0x2f, 0x2f, 0xe9]))).toEqual({ text: '//é', problem: expect.stringContaining('UTF-8') });
  expect(decode(Buffer.from('\uFEFFint a;'))).toEqual({ text: 'int a;' });
});

test('enormous, unreadable, gone', () => {
  const root = folderWith({ 'big.c': '', 'locked.c': '', 'registers.h': `#define A 1\n${'/* x */\n'.repeat(100_000)}` });
  truncateSync(join(root, 'big.c'), 17 * 1024 * 1024);
  expect(readSource(join(root, 'big.c')).problem).toContain('too large');
  expect(readSource(join(root, 'none.c')).problem).toBe('cannot be read: no such file or directory');
  expect(readSource(join(root, 'registers.h'))).toEqual({ key: expect.any(String) });
  chmodSync(join(root, 'locked.c'), 0);
  if (process.getuid?.() !== 0) expect(readSource(join(root, 'locked.c')).problem).toContain('permission denied');
});
