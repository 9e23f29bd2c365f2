/** `lockctx simulate`: the seed cases' timelines, whole: `npx vitest run server/test/simulate.test.ts -u` rewrites server/test/golden. */

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { BUG, folderWith, runIn } from './support.ts';

const fixtures = fileURLToPath(new URL('../../test-fixtures', import.meta.url));

test.each([
  ['gc-rcu', 'seed/1-gc-rcu', 'gc.c:11', []],
  ['lru-list', 'seed/2-lru-list', 'lru.c:19', []],
  ['storage-order', 'seed/3-storage-order.c', '3-storage-order.c', []],
  ['ringbuf-stall', 'bpf-shared-ringbuf/profiler.c', 'profiler.c:13', ['--kernel-version', '6.17']],
  ['bpf-recursion', 'bpf-recursion/hash.c', 'hash.c:19', ['--kernel-version', '6.12']],
  ['lru-eviction', 'bpf-lru-eviction/flows.c', 'flows.c:31', []],
  ['inversion', 'irq-inversion/softirq.c', 'softirq.c:41', []],
  ['gc-rcu-fixed', 'seed/1-gc-rcu', 'gc.c:11', ['--with-fix']],
  ['lru-list-fixed', 'seed/2-lru-list', 'lru.c:19', ['--with-fix']],
] as const)('%s', async (name, path, finding, options) => {
  const root = path.endsWith('.c') ? `${fixtures}/${path.slice(0, path.lastIndexOf('/'))}` : `${fixtures}/${path}`;
  const wanted = finding.includes(':') ? finding : await firstFinding(root, `${fixtures}/${path}`);
  const { code, out } = await runIn(root, 'simulate', wanted, `${fixtures}/${path}`, '--root', root, '--jobs', '1', ...options);
  expect(code).toBe(name.endsWith('-fixed') ? 0 : 1);
  await expect(out).toMatchFileSnapshot(`golden/simulate-${name}.txt`);
});

async function firstFinding(cwd: string, path: string): Promise<string> {
  const { out } = await runIn(cwd, 'lint', path, '--root', cwd, '--jobs', '1', '--format', 'json');
  return JSON.parse(out).findings[0].fingerprint;
}

const folder = folderWith({ 'bug.c': BUG });
const bug = ['bug.c:11', 'bug.c', '--jobs', '1'];

test('with the offered fix applied nothing goes wrong, and the exit code says so', async () => {
  const { code, out } = await runIn(folder, 'simulate', ...bug, '--with-fix');
  expect([code, out]).toEqual([0, expect.stringMatching(/the offered fix, applied and analysed again[^]*No interleaving goes wrong/)]);
});

test('the preemption model is a setting: where spinlocks sleep and softirqs are threads nothing goes wrong', async () => {
  const on = async (model: string): Promise<{ code: number; out: string }> => runIn(folder, 'simulate', ...bug, '--preemption', model);
  expect(await on('none')).toMatchObject({ code: 1, out: expect.stringContaining('on a kernel with PREEMPT_NONE') });
  expect(await on('rt')).toMatchObject({ code: 0, out: expect.stringMatching(/on a kernel with PREEMPT_RT\n\nNot reproduced: No interleaving goes wrong: all \d+ states/) });
  const [usual, rt] = await Promise.all(['full', 'rt'].map((model) => runIn(folder, 'simulate', ...bug, '--preemption', model, '--format', 'promela')));
  expect(usual.out).not.toBe(rt.out);
});

test('as json: a whole simulation', async () => {
  const { out } = await runIn(folder, 'simulate', ...bug, '--format', 'json');
  const { version, simulation } = JSON.parse(out);
  expect([version, simulation.reproduced, simulation.run.bad, simulation.run.steps.at(-1).kind, simulation.fixed.bad]).toEqual([1, true, 'deadlock', 'bad', 'none']);
});

test('as svg and html: nothing is fetched from elsewhere', async () => {
  for (const format of ['svg', 'html']) {
    const { out } = await runIn(folder, 'simulate', ...bug, '--format', format);
    expect(out, format).not.toMatch(/(src|href)=|url\(|@import/);
    expect(out, format).toMatch(format === 'svg' ? /^<svg [\s\S]*<\/svg>\n$/ : /^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
  }
});

test('as svg: as wide as its longest line, with the reason where nothing goes wrong', async () => {
  const draw = async (...more: string[]): Promise<string> => (await runIn(folder, 'simulate', ...bug, '--format', 'svg', ...more)).out;
  const widest = (svg: string): number => Math.max(...[...svg.matchAll(/<text[^>]*>(.*)<\/text>/g)].map(([, line]) => line.replace(/<[^>]*>/g, '').replace(/&#\d+;/g, 'x').length));
  const [bad, none] = [await draw(), await draw('--preemption', 'rt')];
  expect(Number(/width="(\d+)"/.exec(bad)![1])).toBeGreaterThan(7.5 * widest(bad));
  expect(bad).toContain('for ever');
  expect(none).toContain('Not reproduced: No interleaving goes wrong');
});

test('as promela: the fixed program is another model, that of the edited text', async () => {
  const [bad, good] = await Promise.all([[], ['--with-fix']].map((more) => runIn(folder, 'simulate', ...bug, '--format', 'promela', ...more)));
  expect(bad.out).toContain('active proctype A0()');
  expect(good.out).toContain('active proctype A0()');
  expect(good.out).toMatch(/^\/\* Use spin_lock\w+\(\)/);
  expect(bad.out).not.toBe(good.out);
});

test('what a kernel has mended is no finding on it', async () => {
  const root = `${fixtures}/bpf-shared-ringbuf`;
  const on = (kernel: string): ReturnType<typeof runIn> => runIn(root, 'simulate', 'profiler.c:13', 'profiler.c', '--root', root, '--jobs', '1', '--kernel-version', kernel);
  expect(await on('6.17')).toMatchObject({ code: 1, out: expect.stringContaining('250 ms') });
  expect(await on('6.19')).toMatchObject({ code: 2, err: expect.stringContaining('no finding at profiler.c:13 on 6.19') });
});

test('a place without a finding, and a format that is not one of its own', async () => {
  expect(await runIn(folder, 'simulate', 'bug.c:1', 'bug.c', '--jobs', '1')).toMatchObject({ code: 2, err: expect.stringContaining('no finding at bug.c:1') });
  expect(await runIn(folder, 'simulate', ...bug, '--format', 'sarif')).toMatchObject({ code: 2, err: expect.stringContaining('pretty, json, html, svg, promela') });
  expect(await runIn(folder, 'lint', 'bug.c', '--jobs', '1', '--format', 'svg')).toMatchObject({ code: 2 });
});
