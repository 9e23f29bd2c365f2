/** A spinlock that an NMI may want: an rqspinlock gives up with an error instead; its type, its initialisation, and wherever it is taken or released. */

import { Expr, EXPR_SIZE, Op, type StringId } from '../facts/types.ts';
import type { Analysis } from '../analysis/types.ts';
import { resilientSpinlock } from '../knowledge/flavours.ts';
import { affected } from '../program/kernel-versions.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId, StructDefinition } from '../program/types.ts';
import type { Edit, Fix } from '../rules/types.ts';
import { lineTable, positionAt } from '../source/range.ts';
import { failureReturn } from './failure-return.ts';
import type { FixKind, FixRequest } from './types.ts';

const { since, header, type, types, takes, others } = resilientSpinlock;

export const rqspinlock: FixKind = {
  name: 'rqspinlock',
  rules: ['nmi-unsafe-lock'],
  summary: `Makes a spinlock of a struct an rqspinlock (${since} and later), where it is declared, initialised, taken and released; a function that does not get it returns an error, only where there is nothing to undo and somebody to tell.`,
  *offer(request) {
    const { analysis, finding } = request;
    const { program, kernels } = analysis;
    const member = memberOf(request);
    if (!member || (kernels.length && affected(kernels, [{ before: since }]).holds)) return;
    const declared = declarationEdits(request, member);
    const calls = callEdits(request, member.name);
    if (!declared || !calls?.length) return;
    const functions = new Set(calls.map(({ id }) => program.table.functions[id].name)).size;
    const title = `Make ${finding.lockClass} an rqspinlock (since ${since}); ${functions === 1 ? 'its function returns' : 'functions return'} an error instead of spinning for ever`;
    yield { kind: rqspinlock.name, title, isPreferred: false, edits: [...declared, ...calls.flatMap(({ edits }) => edits)] } satisfies Fix;
  },
};

interface Member {
  readonly struct: StructDefinition;
  readonly name: string;
}

/** The struct member that a class like `struct foo.lock` stands for. */
function memberOf({ analysis: { program }, finding, function: id }: FixRequest): Member | undefined {
  const [, name, member] = /^(struct \w+)(?:\[.*\])?\.(\w+)$/.exec(finding.lockClass) ?? [];
  const struct = name === undefined ? undefined : program.types.structOf({ text: name, file: program.table.functions[id].file });
  return struct && types.some((text) => text === struct.members.get(member)) ? { struct, name: member } : undefined;
}

/** The member's type and the header that declares it; undefined where they are not found as they usually stand. */
function declarationEdits({ fileText }: FixRequest, { struct, name }: Member): Edit[] | undefined {
  const { path } = struct.file;
  const text = fileText(path);
  const start = text?.search(new RegExp(`\\b${struct.name.replace(' ', '\\s+')}\\s*\\{`)) ?? -1;
  if (text === undefined || start === -1) return undefined;
  const declared = new RegExp(`\\b(?:${types.join('|')})(?=\\s+${name}\\s*;)`).exec(text.slice(start));
  if (!declared) return undefined;
  const edits = [replaceIn(path, text, start + declared.index, start + declared.index + declared[0].length, type)];
  if (text.includes(`<${header}>`)) return edits;
  const last = [...text.slice(0, start).matchAll(/^[ \t]*#[ \t]*include\b.*$/gm)].at(-1);
  const at = last ? last.index + last[0].length : 0;
  const line = `#include <${header}>`;
  return [...edits, replaceIn(path, text, at, at, last ? `\n${line}` : `${line}\n`)];
}

interface CallEdits {
  readonly id: FunctionId;
  readonly edits: readonly Edit[];
}

/** Every call on a lock of the class; undefined if one of them has no resilient form, or cannot fail. */
function callEdits(request: FixRequest, member: string): CallEdits[] | undefined {
  if (!editsAt(request, request.function, request.operation)) return undefined;
  const found: CallEdits[] = [];
  for (const { id, operation } of callsGiven(request.analysis, member).get(request.finding.lockClass) ?? []) {
    const edits = editsAt(request, id, operation);
    if (!edits) return undefined;
    found.push({ id, edits });
  }
  return found;
}

interface PlacedCall {
  readonly id: FunctionId;
  readonly operation: number;
}

/** By name of a class: the calls that are handed a lock of it. */
type CallsByClass = ReadonlyMap<string, readonly PlacedCall[]>;

/** By analysis and member: all of the program is looked through for one of them, and most locks are called `lock`. */
const known = new WeakMap<Analysis, Map<string, CallsByClass>>();

/** Calls in files that name the member. */
function callsGiven(analysis: Analysis, member: string): CallsByClass {
  const byMember = known.get(analysis) ?? new Map<string, CallsByClass>();
  known.set(analysis, byMember);
  let found = byMember.get(member);
  if (!found) byMember.set(member, (found = collectCalls(analysis, member)));
  return found;
}

function collectCalls({ program }: Analysis, member: string): CallsByClass {
  const found = new Map<string, PlacedCall[]>();
  for (const file of program.files) {
    const word = file.strings.indexOf(member);
    if (word < 0) continue;
    for (const id of program.table.ofFile(file.path)) {
      const view = program.viewOf(id);
      if (!names(view, word)) continue;
      for (const { operation, name } of classesGiven(program, view)) {
        const calls = found.get(name);
        if (calls) calls.push({ id, operation });
        else found.set(name, [{ id, operation }]);
      }
    }
  }
  return found;
}

/** Whether a member, or what a macro is given for one, is called that anywhere in the function: only there can a call be handed it. */
function names({ file, facts }: FunctionView, word: StringId): boolean {
  const end = (facts.expressions + facts.expressionCount) * EXPR_SIZE;
  for (let at = facts.expressions * EXPR_SIZE; at < end; at += EXPR_SIZE) {
    const kind = file.expressions[at];
    if ((kind === Expr.Member && file.expressions[at + 2] === word) || (kind === Expr.Global && file.expressions[at + 1] === word)) return true;
  }
  return false;
}

/** Each call of a function with each class that it is handed. */
function* classesGiven(program: Program, view: FunctionView): Generator<{ readonly operation: number; readonly name: string }> {
  for (let operation = 0; operation < view.facts.codeLength; operation++) {
    if (view.op(operation) !== Op.Call) continue;
    const call = view.first(operation);
    const classes = new Set<string>();
    for (let i = 0; i < view.argumentCount(call); i++) {
      const name = program.classes.of(view, view.argument(call, i)!).class?.name;
      if (name !== undefined) classes.add(name);
    }
    for (const name of classes) yield { operation, name };
  }
  view.forget();
}

function editsAt(request: FixRequest, id: FunctionId, operation: number): Edit[] | undefined {
  const text = request.textOf(id);
  const { view } = request.traceOf(id);
  const api = view.calleeName(view.operation(operation)[1]);
  const call = text?.call(view.site(operation), api);
  if (!text || !call) return undefined;
  if (Object.hasOwn(others, api)) return [text.replace(call.name, call.name + 1, others[api])];
  const statement = Object.hasOwn(takes, api) ? text.statement(call.name) : undefined;
  const leave = statement && failureReturn({ ...request, function: id, operation });
  if (!statement || statement.isControlled || statement.last !== call.close + 1 || !leave || leave === 'return;') return undefined;
  const deeper = text.deeper(text.indent(call.name));
  return [text.replace(call.name, call.name + 1, `if (${takes[api]}`), text.replace(statement.last, statement.last + 1, `)${text.newLine}${deeper}${leave}`)];
}

function replaceIn(file: string, text: string, start: number, end: number, newText: string): Edit {
  const lines = lineTable(text);
  const from = positionAt(lines, start);
  const to = positionAt(lines, end);
  return { location: { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }, newText };
}
