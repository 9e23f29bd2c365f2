/** What is kept between runs never changes what is found: unchanged, edited, damaged, shared, unwritable. */

import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentKey, packBuild, openFactStore } from '../src/node/cache/fact-store.ts';
import { openContentIndex } from '../src/node/cache/content-index.ts';
import { openReportStore } from '../src/node/cache/report-store.ts';
import { BUG, folderWith, runIn } from './support.ts';

const key = (text: string): string => contentKey(text);
const BUILD = '0123456789abcdef';
const LONG_AGO = new Date(Date.now() - 3_600_000);

describe('fact store', () => {
  const filled = (): string => {
    const folder = join(folderWith({}), 'store');
    const store = openFactStore({ folder, build: BUILD });
    for (const name of ['a', 'b', 'c']) store.put(key(name), [Buffer.from(name), Buffer.of(1, 2, 3)]);
    store.close();
    return folder;
  };
  const packsOf = (folder: string): string[] => readdirSync(folder).map((name) => join(folder, name));
  const readAll = (folder: string): unknown[] => {
    const store = openFactStore({ folder, build: BUILD });
    const values = ['a', 'b', 'c'].map((name) => store.get(key(name)));
    store.close();
    return values;
  };
  const whole = ['a', 'b', 'c'].map((name) => Buffer.from(`${name}\u0001\u0002\u0003`));

  test('gives back what was put', () => expect(readAll(filled())).toEqual(whole));

  test('any damaged byte loses records, never changes one', () => {
    const folder = filled();
    const [pack] = packsOf(folder);
    const sound = readFileSync(pack);
    for (let at = 0; at < sound.length; at += 3) {
      const damaged = Buffer.from(sound);
      damaged[at] ^= 0x55;
      writeFileSync(pack, damaged);
      for (const [i, value] of readAll(folder).entries()) if (value !== undefined) expect(value).toEqual(whole[i]);
    }
  });

  test('a pack that was cut short is good up to there', () => {
    const folder = filled();
    const [pack] = packsOf(folder);
    truncateSync(pack, readFileSync(pack).length - 1);
    expect(readAll(folder)).toEqual([whole[0], whole[1], undefined]);
    appendFileSync(pack, Buffer.alloc(100, 7));
    expect(readAll(folder).slice(0, 2)).toEqual(whole.slice(0, 2));
  });

  test('another build sees nothing', () => {
    const store = openFactStore({ folder: filled(), build: 'f'.repeat(16) });
    expect(store.isEmpty).toBe(true);
    store.close();
  });

  test('two processes write at once', () => {
    const folder = join(folderWith({}), 'store');
    const [one, two] = [openFactStore({ folder, build: BUILD }), openFactStore({ folder, build: BUILD })];
    one.put(key('a'), [whole[0]]);
    two.put(key('b'), [whole[1]]);
    two.put(key('c'), [whole[2]]);
    one.close();
    two.close();
    expect(readAll(folder)).toEqual(whole);
  });

  test('many small packs become one', () => {
    const folder = join(folderWith({}), 'store');
    for (let i = 0; i < 30; i++) {
      const store = openFactStore({ folder, build: BUILD });
      store.put(key(`n${i}`), [Buffer.of(i)]);
      store.close();
    }
    expect(packsOf(folder).length).toBeLessThan(30);
    const store = openFactStore({ folder, build: BUILD });
    expect(Array.from({ length: 30 }, (_, i) => store.get(key(`n${i}`)))).toEqual(Array.from({ length: 30 }, (_, i) => Buffer.of(i)));
    store.close();
  });

  test('beyond its bound the packs longest unused go', () => {
    const folder = filled();
    const [old] = packsOf(folder);
    const more = openFactStore({ folder, build: BUILD });
    more.put(key('d'), [Buffer.from('d')]);
    more.close();
    utimesSync(old, LONG_AGO, LONG_AGO);
    const store = openFactStore({ folder, build: BUILD, bytes: 100 });
    expect([store.get(key('a')), store.get(key('d'))]).toEqual([undefined, Buffer.from('d')]);
    store.close();
  });

  test('a folder that cannot be made is said, not thrown', () => {
    const store = openFactStore({ folder: join(folderWith({ file: '' }), 'file', 'store'), build: BUILD });
    store.put(key('a'), [Buffer.of(1)]);
    store.close();
    expect(store.problem).not.toBe('');
  });
});

describe('content index', () => {
  test('knows a file by its stamp, and not one that was only just modified', () => {
    const folder = folderWith({ 'old.c': 'old', 'new.c': 'new' });
    utimesSync(join(folder, 'old.c'), LONG_AGO, LONG_AGO);
    const file = join(folder, 'index.json');
    const index = openContentIndex(file);
    for (const name of ['old.c', 'new.c']) {
      expect(index.keyOf(join(folder, name))).toBeUndefined();
      index.set(join(folder, name), name);
    }
    expect(index.save()).toBe(true);
    expect(openContentIndex(file).keyOf(join(folder, 'old.c'))).toBe('old.c');
    expect(openContentIndex(file).keyOf(join(folder, 'new.c'))).toBeUndefined();
    writeFileSync(join(folder, 'old.c'), 'OLD');
    expect(openContentIndex(file).keyOf(join(folder, 'old.c'))).toBeUndefined();
  });
  test('a file that is no index is empty', () => {
    for (const text of ['', '{', '[1]', 'null', '{"a":1}']) expect(openContentIndex(join(folderWith({ i: text }), 'i')).keyOf('/a')).toBeUndefined();
  });
});

test('a report that is not as it was written is none', () => {
  const folder = join(folderWith({}), 'reports');
  const report = { findings: [], problems: [], coverage: {} } as never;
  openReportStore(folder).put('k', report);
  expect(openReportStore(folder).get('k')).toEqual(report);
  const file = join(folder, 'k.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('problems', 'problemz'));
  expect(openReportStore(folder).get('k')).toBeUndefined();
});

describe('lint', () => {
  const SOURCES = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`d${i}/a.c`, BUG.replaceAll('list_lock', `lock${i}`)]));
  const project = (): string => {
    const folder = folderWith({ ...SOURCES, 'binary.c': '\0' });
    for (const name of [...Object.keys(SOURCES), 'binary.c']) utimesSync(join(folder, name), LONG_AGO, LONG_AGO);
    return folder;
  };
  const cacheOf = (): string => join(folderWith({}), 'cache');
  const lint = async (folder: string, ...more: string[]): Promise<unknown> => {
    const { out, err } = await runIn(folder, 'lint', '.', '--jobs', '1', '--format', 'json', ...more);
    expect(err).toBe('');
    const { summary, ...rest } = JSON.parse(out);
    return { ...rest, coverage: summary.coverage };
  };

  test('the second run says what the first said, and so does one over damaged files', async () => {
    const [folder, cache] = [project(), cacheOf()];
    const plain = await lint(folder);
    expect(await lint(folder, '--cache', cache)).toEqual(plain);
    expect(await lint(folder, '--cache', cache)).toEqual(plain);
    const files = readdirSync(cache, { recursive: true, encoding: 'utf8' }).map((name) => join(cache, name)).filter((file) => /\.(json|facts)$/.test(file));
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const file of files) writeFileSync(file, readFileSync(file).fill(0x41, 8));
    expect(await lint(folder, '--cache', cache)).toEqual(plain);
  });

  test('an edit is seen: a file changed, added, removed; another configuration', async () => {
    const [folder, cache] = [project(), cacheOf()];
    const same = async (): Promise<void> => expect(await lint(folder, '--cache', cache)).toEqual(await lint(folder));
    await same();
    writeFileSync(join(folder, 'd0/a.c'), SOURCES['d0/a.c'].replaceAll('spin_lock(', 'spin_lock_bh(').replaceAll('spin_unlock(', 'spin_unlock_bh('));
    await same();
    mkdirSync(join(folder, 'e'));
    writeFileSync(join(folder, 'e/b.c'), BUG);
    await same();
    rmSync(join(folder, 'd1'), { recursive: true });
    await same();
    writeFileSync(join(folder, 'lockctx.json'), '{"rules":{"softirq-unsafe-lock":"warning"}}');
    await same();
  });

  test('the same content under two names keeps its names', async () => {
    const folder = folderWith({ 'x/a.c': BUG, 'y/a.c': BUG });
    const cache = cacheOf();
    const first = await lint(folder, '--cache', cache);
    expect(await lint(folder, '--cache', cache)).toEqual(first);
    expect(first).toEqual(await lint(folder));
  });

  test('facts in parts and put together find what one run finds', async () => {
    const folder = project();
    const parts = ['1/3', '2/3', '3/3'].map((shard, i) => [shard, join(folder, `part${i}.facts`)] as const);
    for (const [shard, file] of parts) expect((await runIn(folder, 'facts', '.', '--jobs', '1', '--shard', shard, '-o', file)).code).toBe(0);
    for (const [, file] of parts) expect(packBuild(file)).toMatch(/^[0-9a-f]{16}$/);
    const given = parts.map(([, file]) => file).join(',');
    expect(await lint(folder, '--facts', given)).toEqual(await lint(folder));
    writeFileSync(join(folder, 'd3/a.c'), BUG);
    expect(await lint(folder, '--facts', given)).toEqual(await lint(folder));
  });

  test('bad options are refused', async () => {
    const folder = project();
    expect(await runIn(folder, 'facts', '.', '--shard', '4/3', '-o', 'f')).toMatchObject({ code: 2, err: expect.stringContaining('--shard') });
    expect(await runIn(folder, 'facts', '.')).toMatchObject({ code: 2, err: expect.stringContaining('--output-file') });
    writeFileSync(join(folder, 'old.facts'), 'lockctx facts 2 0000000000000000\n');
    expect(await runIn(folder, 'lint', '.', '--facts', 'old.facts')).toMatchObject({ code: 2, err: expect.stringContaining('another build') });
    expect(await runIn(folder, 'lint', '.', '--facts', 'binary.c')).toMatchObject({ code: 2, err: expect.stringContaining('--facts') });
  });

  test('a cache that cannot be written is said, and the findings come all the same', async () => {
    const folder = project();
    writeFileSync(join(folder, 'file'), '');
    const { out, err } = await runIn(folder, 'lint', '.', '--jobs', '1', '--format', 'json', '--cache', 'file');
    expect(JSON.parse(out).findings).toHaveLength(7);
    expect(err).toContain('the cache could not be written');
    expect(existsSync(join(folder, 'file'))).toBe(true);
  });
});
