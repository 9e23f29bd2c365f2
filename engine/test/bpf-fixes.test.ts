/** Fixes of BPF programs compile for BPF: clang, where it is installed, against our own few declarations, and against libbpf's headers where those are. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { fixKinds, SUPPRESS } from '../src/fixes/index.ts';
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
int bpf_in_nmi(void);
`;

const hasClang = spawnSync('clang', ['--version']).status === 0;
const hasLibbpf = hasClang && existsSync('/usr/include/bpf/bpf_helpers.h');
if (!hasClang) console.warn('fixes of BPF programs are not compiled: clang is not installed');
else if (!hasLibbpf) console.warn('fixes of BPF programs are not compiled against libbpf: libbpf-dev is not installed');

/** Programs with fixes: the examples of the rules' pages and the fixtures of the BPF rules, one file each. */
const programs: readonly Source[] = [
  ...rules.filter((rule) => rule.name.startsWith('bpf-')).flatMap((rule) => [...rule.documentation.matchAll(/^```c\n([\s\S]*?)^```/gm)].map(([, text], i) => ({ path: `${rule.name}-example-${i}.c`, text }))),
  ...fixturePrograms().filter(({ name, files }) => /(^|\/)bpf-/.test(name) && !/(bcc|cilium)/.test(name) && files.length === 1).map(({ name, files }) => ({ path: name.replaceAll('/', '-'), text: files[0].text.replaceAll(/^#include.*$/gm, '') })),
];

const offered = programs.flatMap((source) => {
  const { report, fixesOf } = analyse([source]);
  return report.findings.flatMap((finding) => fixesOf(finding).filter((fix) => fix.kind !== SUPPRESS).map((fix): [string, Source, Fix] => [`${source.path}: ${fix.title}`, source, fix]));
});

test('some fix is offered for each kind', () => {
  const kinds = fixKinds.filter(({ rules: answered }) => answered.some((rule) => rule.startsWith('bpf-'))).map(({ name }) => name);
  expect([...new Set(offered.map(([, , fix]) => fix.kind))].sort()).toEqual(expect.arrayContaining([...kinds, 'bpf-res-spin-lock'].sort()));
});

const headers: readonly (readonly [name: string, has: boolean, prelude: string, flags: readonly string[]])[] = [
  ['our own declarations', hasClang, '', ['-include', fileURLToPath(new URL('stubs/bpf.h', import.meta.url))]],
  ["libbpf's headers", hasLibbpf, PRELUDE, readdirSync('/usr/include').filter((name) => name.endsWith('-linux-gnu')).map((name) => `-I/usr/include/${name}`)],
];

describe.each(headers)('compiles against %s', (_name, has, prelude, flags) => {
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const compile = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, prelude + text);
    try {
      execFileSync('clang', ['-target', 'bpf', '-O2', '-c', '-o', join(folder, 'program.o'), '-Wall', '-Werror', '-Wno-unused', ...flags, file], { stdio: 'pipe' });
      return '';
    } catch (error) {
      return String((error as { stderr?: Buffer }).stderr ?? error);
    }
  };

  test.skipIf(!has).each(offered)('%s', (_, source, fix) => {
    expect(compile('before.c', source.text)).toBe('');
    expect(compile('after.c', apply([source], fix)[0].text)).toBe('');
  });
});
