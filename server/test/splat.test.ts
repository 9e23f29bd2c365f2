/** `lockctx splat`: what it prints, and what it reads of a tree. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { filesAround } from '../src/node/definition-search.ts';
import { discover } from '../src/node/workspace.ts';
import { folderWith, runIn } from './support.ts';

const fixtures = fileURLToPath(new URL('../../test-fixtures', import.meta.url));
const LOG = join(fixtures, 'splats/gc-thread-soft-lockup-3.10.log');

describe('splat', () => {
  test('explains a log alone', async () => {
    const { code, out, err } = await runIn(fixtures, 'splat', LOG);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/CPU1 spins in flow_account\(\) in softirq[^]*rule: softirq-unsafe-lock[^]*process +\? gc_scan/);
    expect(out).not.toContain('source:');
  });
  test('finds the finding, its fix and how to replay it', async () => {
    const { out } = await runIn(fixtures, 'splat', LOG, 'seed/1-gc-rcu', '--jobs', '1');
    expect(out).toMatch(/source: error\[softirq-unsafe-lock\] \S*gc\.c:11:[^]*quick fix: .*spin_lock_bh[^]*lockctx simulate [0-9a-f]{16} seed\/1-gc-rcu/);
    const fingerprint = /simulate ([0-9a-f]{16})/.exec(out)![1];
    expect(await runIn(fixtures, 'simulate', fingerprint, 'seed/1-gc-rcu', '--jobs', '1')).toMatchObject({ code: 1 });
  });
  test('json', async () => {
    const { version, splats } = JSON.parse((await runIn(fixtures, 'splat', LOG, 'seed/1-gc-rcu', '--jobs', '1', '--format', 'json')).out);
    expect(version).toBe(1);
    expect(splats[0]).toMatchObject({ rules: ['softirq-unsafe-lock'], splat: { kind: 'soft-lockup', cpu: 1 }, findings: [{ rule: 'softirq-unsafe-lock', function: 'gc_scan' }] });
    expect(splats[0].places.gc_thread).toMatchObject([{ line: 18 }]);
  });
  test('says when there is nothing to explain', async () => {
    const folder = folderWith({ 'boot.log': '[    0.000000] Linux version 6.12.0\n', 'noise.bin': Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 131) % 256)) });
    for (const log of ['boot.log', 'noise.bin']) expect(await runIn(folder, 'splat', log)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('no kernel report') });
    expect(await runIn(folder, 'splat', 'missing.log')).toMatchObject({ code: 2, err: expect.stringContaining('no such file') });
    expect(await runIn(folder, 'splat', LOG, '--format', 'sarif')).toMatchObject({ code: 2 });
  });
});

describe('of a large tree', () => {
  const far = Object.fromEntries(Array.from({ length: 401 }, (_, i) => [`far/f${i}.c`, `void far_${i}(void)\n{\n\tgc_scan();\n}\nint gc_scan(void);\n`]));
  const tree = folderWith({
    ...far,
    'near/gc.c': '#include <linux/table.h>\n#include "gc.h"\nstatic unsigned int gc_scan(struct table *t,\n\t\t\t    int all)\n{\n\treturn 0;\n}\n',
    'near/gc.h': '', 'near/other.c': '', 'include/linux/table.h': '', 'include/linux/unrelated.h': '',
  });
  const { files } = discover([tree], { root: tree, include: undefined, exclude: () => false });

  test('only what defines a function, its neighbours and its headers are read', () => {
    const search = filesAround(['gc_scan'], files);
    expect(search.defining?.map(({ path }) => path)).toEqual(['near/gc.c']);
    expect(search.files.map(({ path }) => path)).toEqual(['include/linux/table.h', 'near/gc.c', 'near/gc.h', 'near/other.c']);
  });
  test('of several definitions the one beside other functions of the log', () => {
    const twins = folderWith({ ...far, 'a/one.c': 'int get(void)\n{\n}\n', 'b/two.c': 'static int get(void)\n{\n}\nint put(void)\n{\n}\n' });
    expect(filesAround(['get', 'put'], discover([twins], { root: twins, include: undefined, exclude: () => false }).files).defining?.map(({ path }) => path)).toEqual(['b/two.c']);
  });
  test('functions that nobody defines', () => {
    expect(filesAround(['nobody', 'a.b('], files)).toEqual({ files: [], defining: [] });
  });
  test('a small tree is read as a whole', () => {
    const few = files.slice(0, 10);
    expect(filesAround(['gc_scan'], few)).toEqual({ files: few, defining: undefined });
  });
  test('the command says what it looked at', async () => {
    const { code, err } = await runIn(tree, 'splat', LOG, '.', '--jobs', '1');
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringMatching(/read 4 files: 1 that defines a function of the log \(near\/gc\.c\)/) });
  });
});
