/** What a C compiler took before a fix it takes afterwards: flags are declared, arguments complete, braces closed. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { fixKinds, SUPPRESS } from '../src/fixes/index.ts';
import { fixturePrograms, type Source } from './annotate.ts';
import { analyse, apply } from './fixes-support.ts';

const hasCompiler = spawnSync('gcc', ['--version']).status === 0;
const stubs = fileURLToPath(new URL('stubs/kernel.h', import.meta.url));
const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-compile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Programs whose types the stubs do not have are passed over; so many are left at least. */
const LEAST = 70;
const TIMEOUT = 120_000;

test.skipIf(!hasCompiler)(`fixed programs compile as well as before${hasCompiler ? '' : ' (skipped: there is no gcc)'}`, () => {
  let compiled = 0;
  const kinds = new Set<string>();
  for (const program of fixturePrograms()) {
    const before = analyse(program.files);
    const fixes = before.report.findings.flatMap((f) => before.fixesOf(f)).filter(({ kind }) => kind !== SUPPRESS);
    if (fixes.length === 0 || errorsOf(program.files) !== '') continue;
    compiled++;
    for (const { kind } of fixes) kinds.add(kind);
    for (const fix of fixes) expect(errorsOf(apply(program.files, fix)), `${program.name}: ${fix.title}`).toBe('');
  }
  expect(compiled).toBeGreaterThanOrEqual(LEAST);
  expect(fixKinds.filter(({ rules }) => !rules.every(isBpf)).map(({ name }) => name).filter((name) => !kinds.has(name)), 'kinds of fix that no compiled program was offered').toEqual([]);
}, TIMEOUT);

/** Those for BPF programs alone are compiled by `bpf-fixes.test.ts`. */
function isBpf(rule: string): boolean {
  return rule.startsWith('bpf-');
}

/** With every header that a file names there, and empty. */
function errorsOf(files: readonly Source[]): string {
  for (const { path, text } of files) {
    write(join('program', path), text);
    for (const [, header] of text.matchAll(/#include <([^>]+)>/g)) write(join('include', header), '');
  }
  const sources = files.filter(({ path }) => path.endsWith('.c')).map(({ path }) => join(folder, 'program', path));
  const flags = ['-fsyntax-only', '-std=gnu89', '-w', '-Werror=incompatible-pointer-types', '-include', stubs, '-I', join(folder, 'include')];
  return spawnSync('gcc', [...flags, ...sources], { encoding: 'utf8' }).stderr;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
