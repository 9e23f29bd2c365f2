/** Fixes of BPF programs compile for BPF: clang against libbpf's headers, where both are installed. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SUPPRESS } from '../src/fixes/index.ts';
import type { Fix } from '../src/rules/types.ts';
import { rules } from '../src/rules/index.ts';
import { fixturePrograms, type Source } from './annotate.ts';
import { analyse, apply } from './fixes-support.ts';

/** What libbpf-dev's headers do not have yet, or a vmlinux.h would give. */
const PRELUDE = `
#include <linux/bpf.h>
#include <stddef.h>
#include <bpf/bpf_helpers.h>
struct bpf_res_spin_lock { __u32 val; } __attribute__((aligned(4)));
extern int bpf_res_spin_lock(struct bpf_res_spin_lock *lock) __attribute__((section(".ksyms")));
extern void bpf_res_spin_unlock(struct bpf_res_spin_lock *lock) __attribute__((section(".ksyms")));
`;

const hasClang = spawnSync('clang', ['--version']).status === 0 && existsSync('/usr/include/bpf/bpf_helpers.h');
if (!hasClang) console.warn('fixes of BPF programs are not compiled: clang or libbpf-dev is not installed');

/** Programs with fixes: the examples of the rules' pages and the fixtures of the BPF rules, one file each. */
const programs: readonly Source[] = [
  ...rules.filter((rule) => rule.name.startsWith('bpf-')).flatMap((rule) => [...rule.documentation.matchAll(/^```c\n([\s\S]*?)^```/gm)].map(([, text], i) => ({ path: `${rule.name}-example-${i}.c`, text }))),
  ...fixturePrograms().filter(({ name, files }) => /(^|\/)bpf-/.test(name) && files.length === 1).map(({ name, files }) => ({ path: name.replaceAll('/', '-'), text: files[0].text.replaceAll(/^#include.*$/gm, '') })),
];

const offered = programs.flatMap((source) => {
  const { report, fixesOf } = analyse([source]);
  return report.findings.flatMap((finding) => fixesOf(finding).filter((fix) => fix.kind !== SUPPRESS).map((fix): [string, Source, Fix] => [`${source.path}: ${fix.title}`, source, fix]));
});

test('some fix is offered for each kind', () => {
  expect([...new Set(offered.map(([, , fix]) => fix.kind))].sort()).toEqual(expect.arrayContaining(['bpf-own-map', 'bpf-res-spin-lock', 'bpf-write-through']));
});

describe.skipIf(!hasClang)('compiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockctx-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const include = readdirSync('/usr/include').filter((name) => name.endsWith('-linux-gnu')).map((name) => `-I/usr/include/${name}`);

  const compile = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, PRELUDE + text);
    try {
      execFileSync('clang', ['-target', 'bpf', '-fsyntax-only', '-Wall', '-Werror', '-Wno-unused-function', ...include, file], { stdio: 'pipe' });
      return '';
    } catch (error) {
      return String((error as { stderr?: Buffer }).stderr ?? error);
    }
  };

  test.each(offered)('%s', (_, source, fix) => {
    expect(compile('before.c', source.text)).toBe('');
    expect(compile('after.c', apply([source], fix)[0].text)).toBe('');
  });
});
