/** One file's text → its FileFacts. Total: whatever the text is, facts come back, with problems for what could not be read. */

import type { SourceFile } from '../source/source-file.ts';
import type { Declaration, Expression, FunctionDefinition, MacroCall } from '../syntax/ast.ts';
import { readFile } from '../syntax/parse-file.ts';
import type { Parser } from '../syntax/parser.ts';
import { guardFunctions } from './guard-definitions.ts';
import { createFunctionBuilder, type FunctionBuilder } from './function-builder.ts';
import { createExpressionLowering, hasEffect, type ExpressionLowering } from './lower-expression.ts';
import { createBodyLowering, variableOfMacro, type BodyLowering } from './lower-statement.ts';
import { compactPlaces } from './places.ts';
import { createPool, type IntegerList, type Pool } from './pool.ts';
import { suppressionsOf } from './suppressions.ts';
import { structFacts, typeText } from './type-text.ts';
import { Expr, type FileFacts, type Integers, type FunctionFacts, type StructFacts, type VariableFacts } from './types.ts';

export function extractFacts(parser: Parser, file: SourceFile): FileFacts {
  const pool = createPool(file.text);
  const f = createFunctionBuilder(pool);
  const lower = createBodyLowering(f);
  const functions: FunctionFacts[] = [];
  const structs: StructFacts[] = [];
  const typedefs: string[] = [];
  const variables: VariableFacts[] = [];
  const prototypes: string[] = [];
  const atFileScope: (Declaration | MacroCall)[] = [];

  const parsed = readFile(parser, file.text, (d) => {
    if (d.kind === 'function') functions.push(functionFacts(f, lower, d));
    else if (d.kind === 'struct') structs.push(...structFacts(pool, d.name, d.body));
    else {
      atFileScope.push(d);
      if (d.kind === 'declaration') return declare(pool, d, { structs, typedefs, variables, prototypes });
      functions.push(...guardFunctions(d).map((g) => functionFacts(f, lower, g)));
      variables.push(...definedByMacro(pool, d));
    }
  });
  functions.push(fileScope(f, atFileScope));

  return {
    path: file.path,
    strings: pool.strings,
    functions,
    structs,
    typedefs,
    variables,
    prototypes,
    code: compact(pool.code),
    expressions: compact(pool.expressions),
    lists: compact(pool.lists),
    sites: compactPlaces(pool.sites),
    argumentSites: compactPlaces(pool.argumentSites),
    suppressions: suppressionsOf(parsed.comments, pool.lineOf),
    problems: parsed.problems.map((p) => ({ line: pool.lineOf(p.start), message: p.message })),
    functionCount: parsed.functions,
    damagedCount: parsed.damaged,
  };
}

function compact({ values, length }: IntegerList): Integers {
  for (let i = 0; i < length; i++) if (values[i] !== (values[i] << 16) >> 16) return values.slice(0, length);
  return new Int16Array(values.subarray(0, length));
}

function functionFacts(f: FunctionBuilder, lower: BodyLowering, d: FunctionDefinition): FunctionFacts {
  const { pool } = f;
  f.begin();
  for (const parameter of d.parameters) f.declare(parameter.name, typeText(parameter.type));
  lower(d.body, { start: Math.max(d.end - 1, d.start), end: d.end });
  return f.finish({
    name: pool.intern(d.name),
    form: d.form,
    static: d.static,
    inline: d.inline,
    returns: pool.intern(typeText(d.returns)),
    parameters: d.parameters.length,
    attributes: d.attributes,
    line: pool.lineOf(d.nameRange.start),
    place: pool.placeOf(d.nameRange.start, d.nameRange.end),
    endLine: pool.lineOf(Math.max(d.end - 1, d.start)),
  });
}

/** An unnamed struct is called like its variable; where a struct has that name already, like a part of it. */
function variableTag(variable: string, known: readonly StructFacts[]): string {
  const tag = `struct ${variable}`;
  return known.some(({ name }) => name === tag) ? `${tag}.${variable}` : tag;
}

interface Declared {
  readonly structs: StructFacts[];
  readonly typedefs: string[];
  readonly variables: VariableFacts[];
  readonly prototypes: string[];
}

function declare(pool: Pool, d: Declaration, into: Declared): void {
  for (const declarator of d.declarators) {
    const { name, type, storage } = declarator;
    const tag = type.name || (type.body ? variableTag(name, into.structs) : '');
    if (type.body) into.structs.push(...structFacts(pool, tag, type.body));
    const text = typeText(type, tag);
    if (storage === 'typedef') into.typedefs.push(name, text);
    else if (type.callable && type.pointers === 0 && !declarator.initializer && !type.array) into.prototypes.push(name, text.replace(/\(\)$/, ''));
    else into.variables.push({ name, type: text, static: storage === 'static', extern: storage === 'extern' && !declarator.initializer, attributes: d.attributes, line: pool.lineOf(declarator.start) });
  }
}

/** `static DEFINE_SPINLOCK(lock);`: a variable of this file alone. */
function definedByMacro(pool: Pool, { name, args, static: isStatic, start }: MacroCall): VariableFacts[] {
  const variable = isStatic ? variableOfMacro(name, args) : undefined;
  return variable !== undefined ? [{ name: variable, type: '', static: true, extern: false, attributes: [], line: pool.lineOf(start) }] : [];
}

/** The file's own code: macro invocations and the initialisers that may hold functions, objects or calls. */
function fileScope(f: FunctionBuilder, definitions: readonly (Declaration | MacroCall)[]): FunctionFacts {
  const { pool } = f;
  f.begin();
  const lowering = createExpressionLowering(f, { block: () => f.other(), holdGuard: () => undefined });
  for (const d of definitions) {
    if (d.kind === 'macro-call') lowerMacroCall(f, lowering, d);
    else lowerInitializers(f, lowering, d);
  }
  return f.finish({
    name: pool.intern(''), form: 'file', static: true, inline: false, returns: pool.intern('void'), parameters: 0, attributes: [], line: 1, place: (1 << 12) | 1, endLine: 1,
  });
}

function lowerMacroCall(f: FunctionBuilder, lowering: ExpressionLowering, d: MacroCall): void {
  const callee: Expression = { kind: 'name', name: d.name, start: d.start, end: Math.min(d.start + d.name.length, d.end) };
  // What a macro does with a call or statement among its arguments is its own business: nothing is called here.
  const args = d.args.map((arg): Expression => (hasEffect(arg) ? { kind: 'unknown', children: [], start: arg.start, end: arg.end } : arg));
  lowering.value({ kind: 'call', callee, args, start: d.start, end: d.end });
}

function lowerInitializers(f: FunctionBuilder, lowering: ExpressionLowering, d: Declaration): void {
  for (const declarator of d.declarators) {
    if (!declarator.initializer) continue;
    const pruned = pruneData(declarator.initializer);
    if (pruned) lowering.store(f.node(Expr.Global, f.pool.intern(declarator.name)), pruned, declarator);
  }
}

/** Drops numbers and strings from an initialiser; undefined when nothing is left. Positions are spelled out so that none shifts. */
function pruneData(e: Expression): Expression | undefined {
  if (e.kind === 'number' || e.kind === 'string') return undefined;
  if (e.kind !== 'initializer') return e;
  const entries = e.entries.flatMap((entry, position) => {
    const value = pruneData(entry.value);
    return value ? [{ designators: entry.designators.length ? entry.designators : [`#${position}`], value }] : [];
  });
  return entries.length ? { ...e, entries } : undefined;
}
