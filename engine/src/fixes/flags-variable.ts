/** The variable that holds saved flags: one that is there and free to use, or a new one with a name that nothing else in the function has. */

import { Expr, Op } from '../facts/types.ts';
import type { Edit } from '../rules/types.ts';
import { flagsKey } from '../analysis/interpret.ts';
import { Irq } from '../analysis/state.ts';
import { Kind } from '../syntax/tokens.ts';
import { openingDeclarations } from './declarations.ts';
import type { FunctionText } from './function-text.ts';
import type { LockTrace, Section } from './lock-trace.ts';

export interface FlagsVariable {
  readonly name: string;
  /** Absent when the function has it already. */
  readonly declaration?: Edit;
}

const names = ['flags', 'irqflags', 'lock_flags', 'irq_flags'];
const TYPE = 'unsigned long';

export function flagsVariable(text: FunctionText, trace: LockTrace, sections: readonly Section[]): FlagsVariable | undefined {
  if (text.open === -1 || !['function', 'syscall'].includes(trace.view.facts.form) || overlap(sections)) return undefined;
  const existing = names.find((name) => isFree(text, trace, sections, name));
  if (existing) return { name: existing };
  const name = names.find((candidate) => !mentions(text, candidate));
  return name === undefined ? undefined : { name, declaration: declare(text, name) };
}

/** Two sections of which one begins inside the other need a variable each. */
function overlap(sections: readonly Section[]): boolean {
  return sections.some((a) => sections.some((b) => a !== b && b.takes.some((take) => a.inside.has(take.operation))));
}

function mentions(text: FunctionText, name: string): boolean {
  for (let i = 0; i < text.tokens.count; i++) if (text.tokens.kind[i] === Kind.Word && text.word(i) === name) return true;
  return false;
}

/** Declared in the opening block for saved flags alone, and not holding any where the sections need it. */
function isFree(text: FunctionText, trace: LockTrace, sections: readonly Section[], name: string): boolean {
  const { view } = trace;
  const locals = localsNamed(trace, name);
  if (locals.length !== 1 || locals[0] < view.facts.parameters || view.typeName(locals[0]) !== TYPE) return false;
  if (!isDeclaredAtTop(text, name) || view.definitions(locals[0]).length > 0) return false;
  const key = `V${locals[0]}`;
  return sections.every((section) =>
    section.takes.every(({ operation }) => trace.states(operation).every((state) => !state.saved.has(key) || state.irq === Irq.Entry || state.irq === Irq.On)) &&
    [...section.inside.keys()].every((operation) => !usesFlags(trace, operation, key)));
}

function localsNamed({ view }: LockTrace, name: string): number[] {
  const found: number[] = [];
  for (let i = 0; i < view.facts.variables.length / 2; i++) if (view.text(view.facts.variables[i * 2]) === name) found.push(i);
  return found;
}

function isDeclaredAtTop(text: FunctionText, name: string): boolean {
  const { end } = openingDeclarations(text);
  for (let i = text.open + 1; i < end; i++) if (text.word(i) === name && text.depth(i) === 1) return true;
  return false;
}

function usesFlags({ view }: LockTrace, operation: number, key: string): boolean {
  const [op, call] = view.operation(operation);
  if (op !== Op.Call) return false;
  for (let i = 0; i < view.argumentCount(call); i++) {
    const argument = view.argument(call, i)!;
    const inner = view.kind(argument) === Expr.Address ? view.a(argument) : argument;
    if (view.kind(inner) === Expr.Local && flagsKey(view, inner) === key) return true;
  }
  return false;
}

/** Behind the last of the declarations that open the body. */
function declare(text: FunctionText, name: string): Edit {
  const { last } = openingDeclarations(text);
  if (last !== undefined) return text.insertLinesAfter(last, `${text.indent(last)}${TYPE} ${name};`);
  const indent = text.open + 1 < text.close ? text.indent(text.open + 1) : '\t';
  return text.insertLinesAfter(text.open, `${indent || '\t'}${TYPE} ${name};${text.newLine}`);
}

/** Takes the declaration of a variable away that a fix leaves without use, having removed `uses` of it. */
export function withoutFlags(text: FunctionText, name: string, uses: number): Edit[] {
  const found: number[] = [];
  for (let i = text.open; i < text.close; i++) if (text.tokens.kind[i] === Kind.Word && text.word(i) === name) found.push(i);
  if (found.length !== uses + 1) return [];
  const statement = text.statement(found[0] - 2);
  const isAlone = statement && text.slice(statement.first, statement.last) === `${TYPE} ${name}` && text.beginsLine(statement.first);
  return isAlone ? [text.removeLines(statement.first, statement.last)] : [];
}
