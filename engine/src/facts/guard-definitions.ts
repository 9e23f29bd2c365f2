/** `DEFINE_GUARD(name, type, lock, unlock)` and its kin become two functions, `guard:name` and `unguard:name`, of one parameter. */

import type { Expression, FunctionDefinition, MacroCall, Statement, TypeName } from '../syntax/ast.ts';

/** Position of the acquiring expression; the releasing one follows. include/linux/cleanup.h */
const definers: Readonly<Record<string, { readonly acquire: number; readonly type: number | undefined }>> = {
  DEFINE_GUARD: { acquire: 2, type: 1 },
  DEFINE_LOCK_GUARD_1: { acquire: 2, type: 1 },
  DEFINE_LOCK_GUARD_0: { acquire: 1, type: undefined },
};

export function guardFunctions(d: MacroCall): FunctionDefinition[] {
  const shape = definers[d.name];
  const name = d.args[0];
  if (!shape || name?.kind !== 'name') return [];
  const type = shape.type === undefined ? undefined : d.args[shape.type];
  const pointer = typeOf(type, d.name === 'DEFINE_GUARD');
  return [['guard', shape.acquire] as const, ['unguard', shape.acquire + 1] as const].flatMap(([prefix, index]) => {
    const body = d.args[index];
    return body ? [define(d, `${prefix}:${name.name}`, pointer, lockItself(body))] : [];
  });
}

/** The type argument is the pointer's own in DEFINE_GUARD, the object's in DEFINE_LOCK_GUARD_1. */
function typeOf(argument: Expression | undefined, isPointer: boolean): TypeName {
  const plain = { name: '', pointers: 1, array: false, callable: false };
  if (argument?.kind === 'type') return { ...argument.type, pointers: argument.type.pointers + (isPointer ? 0 : 1) };
  return argument?.kind === 'name' ? { ...plain, name: argument.name } : plain;
}

function define(d: MacroCall, name: string, parameter: TypeName, body: Expression): FunctionDefinition {
  const statement: Statement = { kind: 'expression', expression: body, start: body.start, end: body.end };
  return {
    kind: 'function', name, nameRange: { start: d.start, end: d.start + d.name.length }, form: 'function', static: true, inline: true,
    returns: { name: 'void', pointers: 0, array: false, callable: false }, parameters: [{ name: '_T', type: parameter }], variadic: false, attributes: [],
    body: [statement], damaged: false, start: d.start, end: d.end,
  };
}

/** `_T->lock` is what guard() was given. */
function lockItself(e: Expression): Expression {
  if (e.kind === 'member' && e.field === 'lock' && e.object.kind === 'name' && e.object.name === '_T') return e.object;
  switch (e.kind) {
    case 'call': return { ...e, args: e.args.map(lockItself) };
    case 'unary': return { ...e, operand: lockItself(e.operand) };
    case 'cast': return { ...e, operand: lockItself(e.operand) };
    case 'member': return { ...e, object: lockItself(e.object) };
    case 'conditional': return { ...e, test: lockItself(e.test), then: e.then && lockItself(e.then), otherwise: lockItself(e.otherwise) };
    case 'assign': case 'binary': return { ...e, left: lockItself(e.left), right: lockItself(e.right) };
    default: return e;
  }
}
