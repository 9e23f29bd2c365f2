/** A bpf_spin_lock that an NMI may want: a bpf_res_spin_lock gives up instead, where it is taken and released, and in the struct. */

import { Op } from '../facts/types.ts';
import { resilientForms } from '../knowledge/bpf-locks.ts';
import { affected } from '../program/kernel-versions.ts';
import type { FunctionId } from '../program/types.ts';
import type { Edit } from '../rules/types.ts';
import type { FunctionText } from './function-text.ts';
import type { FixKind, FixRequest } from './types.ts';

export const resSpinLock: FixKind = {
  name: 'bpf-res-spin-lock',
  rules: ['nmi-unsafe-lock'],
  summary: 'Makes a `bpf_spin_lock` a `bpf_res_spin_lock` (6.15 and later): in its struct, and wherever the file takes or releases it; where it fails, the function returns.',
  *offer(request) {
    const { analysis, finding, function: id, operation } = request;
    const { program, kernels } = analysis;
    const view = program.viewOf(id);
    const [, call] = view.operation(operation);
    const form = resilientForms.find(({ acquire }) => acquire === view.calleeName(call));
    if (!form || (kernels.length && affected(kernels, [{ before: form.since }]).holds)) return;
    const edits = [...(callEdits(request, form) ?? []), ...typeEdits(request.textOf(id), finding.lockClass, form)];
    if (edits.length < 3) return;
    yield { kind: resSpinLock.name, title: `Use ${form.resilientAcquire}() for ${finding.lockClass}, which fails instead of spinning for ever (since ${form.since})`, isPreferred: true, edits };
  },
};

type Form = (typeof resilientForms)[number];

/** Every call on a lock of the class; undefined if one of them is not a statement by itself, or in another file. */
function callEdits(request: FixRequest, form: Form): Edit[] | undefined {
  const { program } = request.analysis;
  const { file } = program.table.functions[request.function];
  const edits: Edit[] = [];
  for (const { id, file: other } of program.table.functions) {
    const calls = callsOn(request, id, form);
    if (calls.length && other !== file) return undefined;
    for (const { operation, api } of calls) {
      const text = request.textOf(id);
      const at = text?.call(program.viewOf(id).site(operation), api);
      const statement = at && text!.statement(at.name);
      if (!text || !at || !statement || statement.last !== at.close + 1) return undefined;
      if (api === form.release) edits.push(text.replace(at.name, at.name + 1, form.resilientRelease));
      else {
        const taken = `${form.resilientAcquire}${text.slice(at.open, at.close + 1)}`;
        edits.push(text.replace(at.name, at.close + 1, `if (${taken})${text.newLine}${text.deeper(text.indent(at.name))}return${returnsNothing(request, id) ? '' : ' 0'}`));
      }
    }
  }
  return edits;
}

function returnsNothing({ analysis }: FixRequest, id: FunctionId): boolean {
  const { facts, file } = analysis.program.table.functions[id];
  return file.strings[facts.returns] === 'void';
}

function callsOn({ analysis, finding }: FixRequest, id: FunctionId, form: Form): { operation: number; api: string }[] {
  const { program } = analysis;
  const view = program.viewOf(id);
  const found = [];
  for (let operation = 0; operation < view.facts.codeLength; operation++) {
    const [op, call] = view.operation(operation);
    const api = op === Op.Call ? view.calleeName(call) : '';
    if (api !== form.acquire && api !== form.release) continue;
    const pointer = view.argument(call, 0);
    const cls = pointer === undefined ? undefined : program.classes.of(view, pointer).class;
    if (cls?.name === finding.lockClass) found.push({ operation, api });
  }
  return found;
}

/** `struct bpf_spin_lock lock;` in the struct of `struct entry.lock`. */
function typeEdits(text: FunctionText | undefined, lockClass: string, form: Form): Edit[] {
  const [, struct, member] = /^struct (\w+)\.(\w+)$/.exec(lockClass) ?? [];
  const start = text && struct ? text.text.search(new RegExp(`\\bstruct\\s+${struct}\\s*\\{`)) : -1;
  if (!text || start === -1) return [];
  const body = text.text.slice(start, text.text.indexOf('}', start));
  const declared = new RegExp(`\\b${form.type}(?=\\s+${member}\\s*;)`).exec(body);
  return declared ? [text.replaceRange(start + declared.index, start + declared.index + form.type.length, form.resilientType)] : [];
}
