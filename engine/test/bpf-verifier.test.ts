/** What the verifier refuses to load is a hint that says so; the same in the kernel is what the rule says it is. */

import { expect, test } from 'vitest';
import type { Finding } from '../src/rules/types.ts';
import { analyse } from './fixes-support.ts';

const finding = (text: string, rule: string): Finding | undefined => analyse([{ path: 'a.c', text }]).report.findings.find((f) => f.rule === rule);
const refused = /; the verifier refuses to load it$/;

test('a result that is not checked', () => {
  const body = '(struct entry *e)\n{\n\tres_lock(&e->lock);\n\tres_unlock(&e->lock);\n\treturn 0;\n}\n';
  const kernel = `int f${body.replaceAll('res_lock', 'raw_res_spin_lock').replaceAll('res_unlock', 'raw_res_spin_unlock')}`;
  const program = `SEC("tc") int f${body.replaceAll('res_lock', 'bpf_res_spin_lock').replaceAll('res_unlock', 'bpf_res_spin_unlock')}`;
  expect(finding(kernel, 'unchecked-rqspinlock')).toMatchObject({ severity: 'error', message: expect.not.stringMatching(refused) });
  expect(finding(program, 'unchecked-rqspinlock')).toMatchObject({ severity: 'hint', message: expect.stringMatching(refused) });
});

test('a sleeping helper in a program that may not sleep', () => {
  const program = (section: string): string => `SEC("${section}") int f(void *ctx)\n{\n\tchar b[8];\n\n\treturn bpf_copy_from_user(b, sizeof(b), 0);\n}\n`;
  expect(finding(program('tc'), 'sleep-in-atomic')).toMatchObject({ severity: 'hint', message: expect.stringMatching(refused) });
  expect(finding(program('fentry.s/__x64_sys_read'), 'sleep-in-atomic')).toBeUndefined();
});

test('a spinlock in NMI, by type of program', () => {
  const lock = 'struct entry {\n\tstruct bpf_spin_lock lock;\n};\n';
  const taker = (section: string, name: string): string => `SEC("${section}") int ${name}(struct entry *e)\n{\n\tbpf_spin_lock(&e->lock);\n\tbpf_spin_unlock(&e->lock);\n\treturn 0;\n}\n`;
  const program = (section: string): string => lock + taker(section, 'f') + taker('tc', 'g');
  expect(finding(program('perf_event'), 'nmi-unsafe-lock')).toMatchObject({ severity: 'hint', message: expect.stringMatching(refused) });
  expect(finding(program('fentry/nmi_handle'), 'nmi-unsafe-lock')).toMatchObject({ severity: 'error', message: expect.not.stringMatching(refused) });
});
