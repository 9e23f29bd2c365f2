/** Whole commands: what they print and their exit codes. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from '../../engine/src/rules/index.ts';
import { BUG, folderWith, runIn } from './support.ts';

const CLEAN = 'static int answer(void)\n{\n\treturn 42;\n}\n';
const program = fileURLToPath(new URL('../bin/lockctx.js', import.meta.url));

describe('exit codes', () => {
  test('0: nothing found', async () => {
    expect(await runIn(folderWith({ 'a.c': CLEAN }), 'lint', '.', '--jobs', '1')).toMatchObject({ code: 0, err: '' });
  });
  test('1: an error; which severity fails is --fail-on alone', async () => {
    const folder = folderWith({ 'a.c': BUG });
    expect((await runIn(folder, 'lint', 'a.c', '--jobs', '1')).code).toBe(1);
    expect((await runIn(folder, 'lint', '.', '--jobs', '1', '--fail-on', 'never')).code).toBe(0);
    expect((await runIn(folder, 'lint', '.', '--jobs', '1', '--rule', 'lock-leak')).code).toBe(0);
  });
  test('a warning fails only if asked to', async () => {
    const folder = folderWith({ 'a.c': BUG, 'lockctx.json': '{"rules":{"softirq-unsafe-lock":"warning"}}' });
    expect((await runIn(folder, 'lint', '.', '--jobs', '1')).code).toBe(0);
    expect((await runIn(folder, 'lint', '.', '--jobs', '1', '--fail-on', 'warning', '--severity', 'error')).code).toBe(1);
  });
  test('2: could not run', async () => {
    const folder = folderWith({ 'a.c': CLEAN, 'bad.json': '{"x":1}' });
    expect(await runIn(folder, 'lint', 'nowhere')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('nowhere: no such file or directory') });
    expect(await runIn(folder, 'lnt')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "lint"?') });
    expect(await runIn(folder, 'lint', '.', '--config', 'bad.json')).toMatchObject({ code: 2, err: expect.stringContaining('$.x') });
    expect(await runIn(folder, 'lint', '.', '--root', 'none')).toMatchObject({ code: 2 });
    expect(await runIn(folder, 'explain', 'lock-leek')).toMatchObject({ code: 2, err: expect.stringContaining('lock-leak') });
    expect(await runIn(folder, 'contexts', 'nobody', '.', '--jobs', '1')).toMatchObject({ code: 2 });
  });
  test('some paths are missing: the rest is analysed', async () => {
    expect(await runIn(folderWith({ 'a.c': BUG }), 'lint', 'a.c', 'b.c', '--jobs', '1')).toMatchObject({ code: 1, err: expect.stringContaining('b.c: no such') });
  });
});

describe('lint', () => {
  test('json: a binary file is a problem, the rest is analysed', async () => {
    const folder = folderWith({ 'a.c': BUG, 'b.c': '\0\0', 'broken.c': 'int f( {{{ ;;; ' });
    const { findings, problems, summary } = JSON.parse((await runIn(folder, 'lint', '.', '--jobs', '1', '--format', 'json')).out);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule: 'softirq-unsafe-lock', file: 'a.c', function: 'worker' });
    expect(problems).toContainEqual({ file: 'b.c', line: 0, message: expect.stringContaining('binary') });
    expect(summary.files).toBe(2);
  });
  test('threads find what one thread finds', async () => {
    const folder = folderWith(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`d${i}/a.c`, BUG.replaceAll('list_lock', `lock${i}`)])));
    const [one, three] = await Promise.all(['1', '3'].map(async (jobs) => JSON.parse((await runIn(folder, 'lint', '.', '--jobs', jobs, '--format', 'json')).out)));
    expect(one.findings).toHaveLength(9);
    expect(three.findings).toEqual(one.findings);
  });
  test('--exhaustive finds the same', async () => {
    const fixtures = fileURLToPath(new URL('../../test-fixtures', import.meta.url));
    const [short, exhaustive] = await Promise.all([[], ['--exhaustive']].map(async (more) => JSON.parse((await runIn(fixtures, 'lint', '.', '--jobs', '2', '--format', 'json', '--no-cache', ...more)).out)));
    expect(short.findings.length).toBeGreaterThan(100);
    expect(exhaustive.findings).toEqual(short.findings);
    expect(exhaustive.summary.functions).toBe(short.summary.functions);
  }, 60_000);
  test('--output-file', async () => {
    const folder = folderWith({ 'a.c': BUG });
    expect((await runIn(folder, 'lint', '.', '--jobs', '1', '--format', 'sarif', '--output-file', join(folder, 'out.sarif'))).out).toBe('');
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')).version).toBe('2.1.0');
  });
});

describe('other commands', () => {
  test('contexts', async () => {
    const folder = folderWith({ 'a.c': BUG });
    expect(await runIn(folder, 'contexts', 'reap', '.', '--jobs', '1')).toMatchObject({ code: 0, out: expect.stringMatching(/softirq[^]*timer_setup/) });
    expect(JSON.parse((await runIn(folder, 'contexts', 'reap()', '.', '--jobs', '1', '--format', 'json')).out).functions[0].witnesses[0].context).toBe('softirq');
  });
  test('bpf, and the kernels it must run on', async () => {
    const map = 'struct { __uint(type, BPF_MAP_TYPE_LPM_TRIE); } routes SEC(".maps");\n';
    const use = (section: string, name: string): string => `SEC("${section}") int ${name}(void *ctx)\n{\n\tint key = 0;\n\n\treturn bpf_map_delete_elem(&routes, &key);\n}\n`;
    const folder = folderWith({ 'a.bpf.c': map + use('perf_event', 'sample') + use('tp_btf/sched_switch', 'switched') });
    const { code, out } = await runIn(folder, 'bpf', '.', '--jobs', '1');
    expect(code).toBe(0);
    expect(out).toMatch(/^switched\(\) SEC\("tp_btf\/sched_switch"\)[^]*process, hardirqs off; holding the run queue lock[^]*^routes LPM_TRIE[^]*sample\(\) bpf_map_delete_elem\(\): nmi; takes/m);
    expect(JSON.parse((await runIn(folder, 'bpf', '--jobs', '1', '--format', 'json')).out).maps[0].uses).toHaveLength(2);
    const lint = async (...versions: string[]): Promise<unknown> => JSON.parse((await runIn(folder, 'lint', '.', '--jobs', '1', '--format', 'json', '--kernel-version', versions.join())).out).findings.map((f: { kernels: unknown }) => f.kernels);
    expect(await lint('6.1', '>=6.12')).toEqual([['6.1', '>=6.12']]);
    expect(await lint('6.15', '7.0')).toEqual([]);
    expect((await runIn(folder, 'lint', '.', '--kernel-version', 'six')).err).toContain('"six" is not a kernel version');
    expect(await runIn(folderWith({ 'a.c': CLEAN }), 'bpf', '.', '--jobs', '1')).toMatchObject({ code: 2, err: expect.stringContaining('no BPF program') });
  });
  test('explain and rules', async () => {
    for (const { name } of rules) {
      expect((await runIn('/', 'explain', name)).out).toContain(`# ${name}`);
      expect((await runIn('/', 'rules')).out).toContain(name);
    }
  });
});

test('the number of threads does not show, not even in how deeply nested a file may be', () => {
  const folder = folderWith({ 'a.c': BUG, 'deep.c': `int g(void) { return ${'('.repeat(20_000)}1${')'.repeat(20_000)}; }`, 'latin.c': Buffer.from('int \xe9;', 'latin1') });
  const [one, two] = ['1', '2'].map((jobs) => {
    const { stdout } = spawnSync(process.execPath, [program, 'lint', folder, '--format', 'json', '--jobs', jobs], { encoding: 'utf8' });
    return stdout.replace(/"elapsedMs":\d+/, '"elapsedMs":0');
  });
  expect(JSON.parse(one).problems).toEqual([{ file: 'latin.c', line: 0, message: expect.stringContaining('Latin-1') }]);
  expect(two).toBe(one);
});

test('the program itself, and a reader that leaves early', () => {
  const folder = folderWith({ 'a.c': BUG });
  const { status, stdout } = spawnSync(process.execPath, [program, 'lint', folder, '--format', 'gcc'], { encoding: 'utf8' });
  expect({ status, first: stdout.split('\n')[0] }).toEqual({ status: 1, first: expect.stringMatching(/^a\.c:\d+:\d+: error: .* \[softirq-unsafe-lock\]$/) });
  const piped = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" lint "${folder}" --format json | true`], { encoding: 'utf8' });
  expect(piped.stderr).toBe('');
});
