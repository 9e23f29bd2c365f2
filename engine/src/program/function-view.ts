/**
 * One function's expressions, seen with the program's types: canonical keys, static types, known values.
 *
 * A key is a text that is equal for two expressions only if they mean the same object as long as no variable in it changes.
 * Parameters are `P0`, `P1`, …; a local with one definition is replaced by it; any other local is `V3`; a call that is not a
 * pure accessor is `C7`. `*(P0).lock` is the lvalue `p->lock`. Keys cross calls by substituting arguments for parameters.
 */

import { placeAt } from '../facts/places.ts';
import { BinaryOperator, Expr, EXPR_SIZE, Op, OP_SIZE, StoreKind, type ExpressionId, type FileFacts, type FunctionFacts } from '../facts/types.ts';
import type { AccessorRow } from '../knowledge/types.ts';
import type { PureFunctions } from './pure-functions.ts';
import type { TypeTable } from './type-table.ts';
import type { ProgramFunction, ScopedType } from './types.ts';

export interface Site {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** One object a function, methods on the prototype: there are hundreds of thousands of functions. */
export class FunctionView {
  readonly file: FileFacts;
  readonly facts: FunctionFacts;
  private keys: (string | undefined)[] | undefined;
  private stores: ExpressionId[][] | undefined;
  private argumentLists: (readonly string[] | undefined)[] | undefined;

  constructor(
    readonly fn: ProgramFunction,
    private readonly scope: ViewScope,
  ) {
    this.file = fn.file;
    this.facts = fn.facts;
  }

  get name(): string {
    return this.fn.name;
  }

  kind(id: ExpressionId): Expr {
    return this.file.expressions[(this.facts.expressions + id) * EXPR_SIZE];
  }
  a(id: ExpressionId): number {
    return this.file.expressions[(this.facts.expressions + id) * EXPR_SIZE + 1];
  }
  b(id: ExpressionId): number {
    return this.file.expressions[(this.facts.expressions + id) * EXPR_SIZE + 2];
  }
  c(id: ExpressionId): number {
    return this.file.expressions[(this.facts.expressions + id) * EXPR_SIZE + 3];
  }
  text(stringId: number): string {
    return this.file.strings[stringId];
  }

  operation(index: number): readonly [op: Op, a: number, b: number, c: number] {
    const { code } = this.file;
    const base = (this.facts.code + index) * OP_SIZE;
    return [code[base], code[base + 1], code[base + 2], code[base + 3]];
  }

  /** The parts of an operation one by one, for loops that see all of them. */
  op(index: number): Op {
    return this.file.code[(this.facts.code + index) * OP_SIZE];
  }
  first(index: number): number {
    return this.file.code[(this.facts.code + index) * OP_SIZE + 1];
  }
  second(index: number): number {
    return this.file.code[(this.facts.code + index) * OP_SIZE + 2];
  }
  third(index: number): number {
    return this.file.code[(this.facts.code + index) * OP_SIZE + 3];
  }

  site(operation: number): Site {
    return placeAt(this.file.sites, this.facts.code + operation);
  }

  argument(call: ExpressionId, index: number): ExpressionId | undefined {
    return index >= 0 && index < this.c(call) ? this.file.lists[this.b(call) + index] : undefined;
  }

  argumentCount(call: ExpressionId): number {
    return this.c(call);
  }

  argumentSite(call: ExpressionId, index: number): Site | undefined {
    if (index < 0 || index >= this.c(call)) return undefined;
    return placeAt(this.file.argumentSites, this.b(call) + index);
  }

  /** Name of a directly called function; '' for a call through a pointer. */
  calleeName(call: ExpressionId): string {
    const callee = this.a(call);
    return this.kind(callee) === Expr.Global ? this.text(this.a(callee)) : '';
  }

  typeName(local: number): string {
    return this.text(this.facts.variables[local * 2 + 1]);
  }

  /** All expressions stored in a local. */
  definitions(local: number): readonly ExpressionId[] {
    this.stores ??= this.collectStores();
    return this.stores[local] ?? [];
  }

  /** The only expression ever stored in a local; undefined for parameters and for several stores. */
  definition(local: number): ExpressionId | undefined {
    if (local < this.facts.parameters) return undefined;
    const all = this.definitions(local);
    return all.length === 1 ? all[0] : undefined;
  }

  /** A store through `+=` or `++`, and having the address taken, count as unknown values: a second, opaque store. */
  private collectStores(): ExpressionId[][] {
    const found: ExpressionId[][] = [];
    const note = (local: number, value: ExpressionId): void => {
      if (found[local]) found[local].push(value);
      else found[local] = [value];
    };
    for (let i = 0; i < this.facts.codeLength; i++) {
      if (this.op(i) !== Op.Store) continue;
      const target = this.first(i);
      if (this.kind(target) !== Expr.Local) continue;
      note(this.a(target), this.second(i));
      if (this.third(i) !== StoreKind.Assign) note(this.a(target), this.second(i));
    }
    for (let id = 0; id < this.facts.expressionCount; id++) {
      if (this.kind(id) !== Expr.Address || this.kind(this.a(id)) !== Expr.Local) continue;
      const local = this.a(this.a(id));
      // A macro that takes the address of what it is given has written nothing there.
      if (this.facts.form === 'macro' && local < this.facts.parameters) continue;
      const type = this.typeName(local);
      if (type.endsWith('*') || !/\b(struct|union) /.test(type)) {
        note(local, id);
        note(local, id);
      }
    }
    return found;
  }

  /** Without casts and transparent calls (`likely(x)`, `READ_ONCE(x)`). */
  strip(id: ExpressionId): ExpressionId {
    for (let i = 0; i < MAX_DEPTH; i++) {
      if (this.kind(id) === Expr.Cast) id = this.a(id);
      else if (this.kind(id) === Expr.Call) {
        const row = this.scope.accessors.get(this.calleeName(id));
        const inner = row?.form === 'identity' ? this.argument(id, row.argument) : undefined;
        if (inner === undefined) return id;
        id = inner;
      } else return id;
    }
    return id;
  }

  key(id: ExpressionId): string {
    return this.keyAt(id, 0);
  }

  /** Keys of a call's arguments, in order. */
  argumentKeys(call: ExpressionId): readonly string[] {
    this.argumentLists ??= [];
    return (this.argumentLists[call] ??= Array.from({ length: this.argumentCount(call) }, (_, i) => this.key(this.argument(call, i)!)));
  }

  private keyAt(id: ExpressionId, depth: number): string {
    this.keys ??= [];
    const known = this.keys[id];
    if (known !== undefined) return known;
    const key = depth > MAX_DEPTH ? `E${id}` : this.computeKey(id, depth + 1);
    this.keys[id] = key;
    return key;
  }

  private numbers = 0;

  /** Tells apart objects that have no key: counts from one since `forget`. */
  nextNumber(): number {
    return ++this.numbers;
  }

  /** Keys and stores are needed while a function is looked at, then hardly again: they are made anew. */
  forget(): void {
    this.keys = undefined;
    this.argumentLists = undefined;
    this.stores = undefined;
    this.numbers = 0;
  }

  private computeKey(id: ExpressionId, depth: number): string {
    const sub = (inner: ExpressionId): string => this.keyAt(inner, depth);
    switch (this.kind(id)) {
      case Expr.Local: return this.localKey(this.a(id), sub);
      case Expr.Global: return this.text(this.a(id));
      case Expr.Number: return this.text(this.a(id));
      case Expr.Text: return '"';
      case Expr.Member: return outOfContainers(`${sub(this.a(id))}.${this.text(this.b(id))}`);
      case Expr.Deref: return derefKey(sub(this.a(id)));
      case Expr.Address: return addressKey(sub(this.a(id)));
      case Expr.Index: return `${sub(this.a(id))}[${this.b(id) === -1 ? '' : sub(this.b(id))}]`;
      case Expr.Cast: return sub(this.a(id));
      case Expr.Call: return this.callKey(id, sub, depth);
      case Expr.Not: return `!${sub(this.a(id))}`;
      case Expr.Binary: return this.binaryKey(id, sub);
      default: return `E${id}`;
    }
  }

  private localKey(local: number, sub: (id: ExpressionId) => string): string {
    if (local < this.facts.parameters) return this.definitions(local).length === 0 ? `P${local}` : `V${local}`;
    const value = this.definition(local);
    // `bool both = a && b` stays what it was when `a` becomes something else.
    if (value === undefined || (this.kind(value) === Expr.Binary && this.c(value) === BinaryOperator.And)) return `V${local}`;
    const known = sub(value);
    return /\b[CEV]\d+\b|"/.test(known) || known.length > MAX_KEY ? `V${local}` : known;
  }

  private callKey(id: ExpressionId, sub: (id: ExpressionId) => string, depth: number): string {
    const name = this.calleeName(id);
    const row = this.scope.accessors.get(name);
    if (!row) return this.pureKey(id, name, depth) ?? `C${id}`;
    const inner = this.argument(id, row.argument);
    if (inner === undefined || (row.form === 'member' && !this.calledMember(id))) return `C${id}`;
    if (row.form === 'identity') return sub(inner);
    if (row.form === 'container' || row.form === 'element') {
      const at = row.member === undefined ? undefined : this.argument(id, row.member);
      const member = row.of ?? (at === undefined ? undefined : this.memberName(at, sub));
      return outOfContainers(`${row.form}(${sub(inner)}${member === undefined ? '' : ',' + member})`);
    }
    if (row.form === 'member') return `*(${sub(inner)}).${this.calledMember(id)!.member}`;
    if (row.form === 'bit') return this.bitKey(sub(inner), this.argument(id, 0)!, sub);
    if (row.form === 'setting') return settingMark + sub(inner).replace(/^&/, '');
    return row.as === undefined || row.of === undefined ? `${name}(${sub(inner)})` : outOfContainers(`${row.as}(${placeKey(sub(inner), row.of)})`);
  }

  /** Bit `number` of the word at an address: what `test_bit()` says of it. */
  bitKey(address: string, number: ExpressionId, sub = (id: ExpressionId): string => this.key(id)): string {
    return `${BIT}(${address},${sub(number)})`;
  }

  /** In `container_of(work, struct link, work)` the last is the member, whatever variable is called so. */
  private memberName(id: ExpressionId, sub: (id: ExpressionId) => string): string {
    switch (this.kind(id)) {
      case Expr.Local: return this.show(id);
      case Expr.Member: return `${this.memberName(this.a(id), sub)}.${this.text(this.b(id))}`;
      case Expr.Index: return `${this.memberName(this.a(id), sub)}[${this.b(id) === -1 ? '' : sub(this.b(id))}]`;
      default: return sub(id);
    }
  }

  /** `x = next(x)` has no end: few calls are named inside one another. */
  private pureKey(id: ExpressionId, name: string, depth: number): string | undefined {
    if (name === '' || this.argumentCount(id) === 0 || !this.scope.pure.isPure(name, this.file)) return undefined;
    const args = Array.from({ length: this.argumentCount(id) }, (_, n) => this.keyAt(this.argument(id, n)!, depth + MAX_DEPTH / 4));
    if (args.some((key) => /\b[CE]\d+\b|"/.test(key) || key.length > MAX_KEY)) return undefined;
    const place = this.scope.pure.placeOf(name, this.file);
    return (place && substituteKey(place, args)) ?? `${name}(${args.join()})`;
  }

  /** `ACCESS_PRIVATE(p, lock)` is `p->lock`. */
  calledMember(id: ExpressionId): { readonly pointer: ExpressionId; readonly member: string } | undefined {
    const row = this.kind(id) === Expr.Call ? this.scope.accessors.get(this.calleeName(id)) : undefined;
    if (row?.form !== 'member') return undefined;
    const pointer = this.argument(id, row.argument);
    const member = this.argument(id, row.member!);
    return pointer === undefined || member === undefined ? undefined : { pointer, member: this.show(member) };
  }

  private binaryKey(id: ExpressionId, sub: (id: ExpressionId) => string): string {
    const operator = this.c(id);
    if (operator === BinaryOperator.Other || operator === BinaryOperator.Or) return `E${id}`;
    return `(${sub(this.a(id))}${binarySigns[operator]}${sub(this.b(id))})`;
  }

  typeOf(id: ExpressionId): ScopedType | undefined {
    return this.typeAt(id, 0);
  }

  private typeAt(id: ExpressionId, depth: number): ScopedType | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const sub = (inner: ExpressionId): ScopedType | undefined => this.typeAt(inner, depth + 1);
    switch (this.kind(id)) {
      case Expr.Local: {
        const name = this.typeName(this.a(id));
        if (!/^(typeof|__typeof|__auto_type|auto|)(\W|$)/.test(name)) return { text: name, file: this.file };
        const value = this.definition(this.a(id));
        return value === undefined ? undefined : sub(value);
      }
      case Expr.Global: return this.scope.types.variable(this.text(this.a(id)), this.file);
      case Expr.Member: {
        const object = sub(this.a(id));
        const name = this.text(this.b(id));
        // Of an initialiser's braces within those of an array: the element.
        if (object?.text.endsWith('[]') && name.startsWith('#')) return this.pointee(object);
        const struct = object && this.scope.types.structOf(object);
        return struct && this.scope.types.member(struct, name);
      }
      case Expr.Deref: case Expr.Index: return this.pointee(sub(this.a(id)));
      case Expr.Address: {
        const object = sub(this.a(id));
        return object && { text: object.text + '*', file: object.file };
      }
      case Expr.Cast: return { text: this.text(this.b(id)), file: this.file };
      case Expr.Conditional: return sub(this.b(id)) ?? sub(this.c(id));
      case Expr.Binary: return sub(this.a(id));
      case Expr.Call: return this.callType(id, sub);
      default: return undefined;
    }
  }

  private callType(id: ExpressionId, sub: (id: ExpressionId) => ScopedType | undefined): ScopedType | undefined {
    const name = this.calleeName(id);
    const row = this.scope.accessors.get(name);
    if (row?.form === 'identity') {
      const inner = this.argument(id, row.argument);
      return inner === undefined ? undefined : sub(inner);
    }
    const called = row?.form === 'member' ? this.calledMember(id) : undefined;
    if (called) {
      const object = this.pointee(sub(called.pointer));
      const struct = object && this.scope.types.structOf(object);
      return struct && this.scope.types.member(struct, called.member);
    }
    if ((row?.form === 'container' || row?.form === 'element') && row.type !== undefined) {
      const type = this.argument(id, row.type);
      const isType = type !== undefined && (this.kind(type) === Expr.Type || this.kind(type) === Expr.Global);
      return isType ? { text: this.text(this.a(type)) + '*', file: this.file } : undefined;
    }
    return name ? this.scope.returnTypeOf(name, this.file) : undefined;
  }

  private pointee(type: ScopedType | undefined): ScopedType | undefined {
    if (!type) return undefined;
    const { text, file } = /[*\]]$/.test(type.text) ? type : this.scope.types.expand(type);
    if (text.endsWith('[]')) return { text: text.slice(0, -2), file };
    if (text.endsWith('*')) return { text: text.slice(0, -1), file };
    return undefined;
  }

  /** `0`, `-EINVAL`, `GFP_KERNEL`, `true`: the constant an expression is, if it is one. */
  constant(id: ExpressionId): string | undefined {
    return this.constantAt(id, 0);
  }

  /** `next = last + STEP; last = next + STEP;` has no end: few variables are looked through. */
  private constantAt(id: ExpressionId, variables: number): string | undefined {
    if (variables > MAX_VARIABLES) return undefined;
    id = this.strip(id);
    switch (this.kind(id)) {
      case Expr.Number:
        return this.text(this.a(id));
      case Expr.Global: {
        const name = this.text(this.a(id));
        if (!constantName.test(name)) return mixedName.test(name) && !this.scope.types.variable(name, this.file) ? name : undefined;
        return this.scope.plainMacro(name, this.file) ?? name;
      }
      case Expr.Binary: {
        const operator = this.c(id);
        if (operator !== BinaryOperator.BitOr && operator !== BinaryOperator.Add) return undefined;
        const left = this.constantAt(this.a(id), variables);
        const right = this.constantAt(this.b(id), variables);
        if (left === undefined || right === undefined) return undefined;
        // `CS_VERBOSE + CS_HARD`: bits that have names are added up as well.
        return operator === BinaryOperator.BitOr || (namesOnly.test(left) && namesOnly.test(right)) ? `${left}|${right}` : undefined;
      }
      case Expr.Local: {
        const value = this.definition(this.a(id));
        const isPlain = value !== undefined && (this.kind(value) === Expr.Number || this.kind(value) === Expr.Global || this.kind(value) === Expr.Binary);
        return isPlain ? this.constantAt(value, variables + 1) : undefined;
      }
      default:
        return undefined;
    }
  }

  /** As written, roughly: for messages. */
  show(id: ExpressionId, depth = 0): string {
    if (depth > 8) return '…';
    const sub = (inner: ExpressionId): string => this.show(inner, depth + 1);
    switch (this.kind(id)) {
      case Expr.Local: return this.text(this.facts.variables[this.a(id) * 2]);
      case Expr.Global: case Expr.Number: case Expr.Type: return this.text(this.a(id));
      case Expr.Text: return JSON.stringify(this.text(this.a(id)));
      case Expr.Member: {
        const object = this.a(id);
        const field = this.text(this.b(id));
        return this.kind(object) === Expr.Deref ? `${sub(this.a(object))}->${field}` : `${sub(object)}.${field}`;
      }
      case Expr.Deref: return `*${sub(this.a(id))}`;
      case Expr.Address: return `&${sub(this.a(id))}`;
      case Expr.Index: return `${sub(this.a(id))}[${this.b(id) === -1 ? '' : sub(this.b(id))}]`;
      case Expr.Cast: return sub(this.a(id));
      case Expr.Not: return `!${sub(this.a(id))}`;
      case Expr.Call: {
        const args = Array.from({ length: this.c(id) }, (_, i) => sub(this.file.lists[this.b(id) + i]));
        return `${sub(this.a(id))}(${args.join(', ')})`;
      }
      case Expr.Binary: return `${sub(this.a(id))} ${binarySigns[this.c(id)] ?? '?'} ${sub(this.b(id))}`;
      default: return '…';
    }
  }
}

/** What a view asks of the rest of the program. */
export interface ViewScope {
  readonly types: TypeTable;
  readonly accessors: ReadonlyMap<string, AccessorRow>;
  returnTypeOf(name: string, file: FileFacts): ScopedType | undefined;
  /** Functions of which calls that are given the same have the same result. */
  readonly pure: PureFunctions;
  /** `0`, `true`, …: what a macro of that name stands for, if it is no more than that. */
  plainMacro(name: string, file: FileFacts): string | undefined;
}

const MAX_DEPTH = 24;
const MAX_KEY = 160;
const MAX_VARIABLES = 4;
const constantName = /^(NULL|true|false|_*[A-Z][A-Z0-9_]*)$/;
/** `GetPortStatus`, `HostCmd_CMD_VERSION`: a constant as well, if it is no variable. */
const mixedName = /^[A-Z]\w*[a-z]\w*$/;

const namesOnly = /^[A-Za-z_][\w|]*$/;

const binarySigns: Record<number, string> = {
  [BinaryOperator.Equal]: '==', [BinaryOperator.NotEqual]: '!=', [BinaryOperator.Less]: '<', [BinaryOperator.LessEqual]: '<=',
  [BinaryOperator.Greater]: '>', [BinaryOperator.GreaterEqual]: '>=', [BinaryOperator.And]: '&&', [BinaryOperator.BitAnd]: '&',
  [BinaryOperator.BitOr]: '|', [BinaryOperator.Add]: '+', [BinaryOperator.Multiply]: '*',
};

function derefKey(inner: string): string {
  return inner.startsWith('&') ? inner.slice(1) : `*(${inner})`;
}

function addressKey(inner: string): string {
  return isDeref(inner) ? inner.slice(2, -1) : `&${inner}`;
}

/** Whether the whole key is one dereference, `*(…)`. */
function isDeref(key: string): boolean {
  return key.startsWith('*(') && closing(key, 1) === key.length - 1;
}

/** The member `of` of what `pointer` points to: `&dev` for its address. */
function placeKey(pointer: string, of: string): string {
  return of.startsWith('&') ? addressKey(`${derefKey(pointer)}.${of.slice(1)}`) : `${derefKey(pointer)}.${of}`;
}

/**
 * An object and its member, found from each other and back: `&container(p,dev)->dev` is `p`, `container(&pdev->dev,dev)` is `pdev`.
 * So driver data that a platform device gave and its device gave are the same, and so is what a timer's callback finds.
 */
function outOfContainers(key: string): string {
  for (let at = key.lastIndexOf(CONTAINER); at !== -1; at = at === 0 ? -1 : key.lastIndexOf(CONTAINER, at - 1)) {
    if (at > 0 && /\w/.test(key[at - 1])) continue;
    const end = closing(key, at + CONTAINER.length - 1);
    const comma = key.lastIndexOf(',', end);
    if (comma < at || end === -1) continue;
    const place = key.slice(at + CONTAINER.length, comma);
    const member = key.slice(comma, end).replace(',', '.');
    const isPointedTo = key[end + 1] === ')' && key.slice(0, at).endsWith('*(');
    if (place.startsWith('&') && place.endsWith(member)) key = putAt(key, at, end + 1, addressKey(place.slice(1, -member.length)));
    else if (isPointedTo && key.startsWith(member, end + 2) && !/\w/.test(key[end + 2 + member.length] ?? '')) key = putAt(key, at - 2, end + 2 + member.length, derefKey(place));
  }
  return key;
}

/** `key` with `value` for what stands from `start` to `end`: no address is dereferenced, no dereferenced one taken. */
function putAt(key: string, start: number, end: number, value: string): string {
  if (value.startsWith('&') && key[end] === ')' && key.slice(0, start).endsWith('*(')) return key.slice(0, start - 2) + value.slice(1) + key.slice(end + 1);
  if (isDeref(value) && key[start - 1] === '&' && !/[.[]/.test(key[end] ?? '')) return key.slice(0, start - 1) + value.slice(2, -1) + key.slice(end);
  return key.slice(0, start) + value + key.slice(end);
}

/** Where the parenthesis that opens at `open` is closed; -1 if nowhere. */
function closing(key: string, open: number): number {
  for (let i = open, depth = 0; i < key.length; i++) {
    if (key[i] === '(') depth++;
    else if (key[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

const CONTAINER = 'container(';

/** Names that mean something in one function only. */
const opaque = /\b[VCE]\d+\b/;

export function hasOwnNames(key: string): boolean {
  return opaque.test(key);
}

/** A key with places for arguments: `texts[0]`, argument of `parameters[0]`, `texts[1]`, … */
interface KeyTemplate {
  readonly texts: readonly string[];
  readonly parameters: readonly number[];
  /** By parameter: `*(P0)` stands there. */
  readonly dereferences: readonly boolean[];
}

/** Few keys are asked for by many callers: each is taken apart once. */
const templates = new Map<string, KeyTemplate>();
const MOST_TEMPLATES = 60_000;
const MAX_SUBSTITUTED = 240;

/** Rewrites a callee's key in the caller's terms; undefined when an argument it needs has no key that lasts. */
/** Begins the key of what is the same for everybody, whoever asks by whatever macro. */
export const settingMark = '$';

const BIT = 'test_bit';

/** Of a bit, as `FunctionView.bitKey` makes it. */
export function isBitKey(key: string): boolean {
  return key.startsWith(`${BIT}(`);
}

/** In front of a key that is known because the function itself has put something there: see `analysis/put.ts`. */
export const putMark = ':';

/** Whether callers can say something of it, or hear the same when they ask. */
export function concernsCallers(key: string): boolean {
  return !key.startsWith(putMark) && (/\bP\d/.test(key) || key.startsWith(settingMark));
}

export function substituteKey(key: string, args: readonly string[]): string | undefined {
  let template = templates.get(key);
  if (!template) {
    if (opaque.test(key)) return undefined;
    if (templates.size >= MOST_TEMPLATES) templates.clear();
    templates.set(key, (template = templateOf(key)));
  }
  const { texts, parameters, dereferences } = template;
  let result = texts[0];
  for (let i = 0; i < parameters.length; i++) {
    const value = args[parameters[i]];
    if (value === undefined) return undefined;
    result += (dereferences[i] ? derefKey(value) : value) + texts[i + 1];
  }
  if (parameters.length === 0) return result;
  return result.length > MAX_SUBSTITUTED ? undefined : outOfContainers(result);
}

function templateOf(key: string): KeyTemplate {
  const texts: string[] = [];
  const parameters: number[] = [];
  const dereferences: boolean[] = [];
  let from = 0;
  for (const { 0: all, 1: dereferenced, 2: plain, index } of key.matchAll(/\*\(P(\d+)\)|\bP(\d+)\b/g)) {
    texts.push(key.slice(from, index));
    parameters.push(Number(dereferenced ?? plain));
    dereferences.push(dereferenced !== undefined);
    from = index + all.length;
  }
  texts.push(key.slice(from));
  return { texts, parameters, dereferences };
}
