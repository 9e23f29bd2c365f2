/** Which lock class an lvalue belongs to: by struct type and member path, by variable, or by parameter until a caller is known. */

import { Expr, Op, type ExpressionId, type FileFacts } from '../facts/types.ts';
import type { FunctionView } from './function-view.ts';
import type { PureFunctions } from './pure-functions.ts';
import type { TypeTable } from './type-table.ts';
import type { LockClass, StructDefinition } from './types.ts';

/** A lock expression as far as one function can tell. */
export interface LockReference {
  /** Canonical key of the lock object itself. */
  readonly key: string;
  readonly class: LockClass | undefined;
  /** Set when the lock lies in what parameter `parameter` points to: a caller may know the class better. */
  readonly parameter?: number;
  /** Members from the parameter's object to the lock: [] for `spinlock_t *lock`. */
  readonly suffix?: readonly string[];
  /** The lock lies in the parameter itself: `#define take(lock) spin_lock(&lock)`. */
  readonly isValue?: boolean;
  readonly text: string;
}

export interface LockClasses {
  /** `pointer` is the argument of a lock API; `member` a path below what it points to (`sk_lock.slock`). */
  of(view: FunctionView, pointer: ExpressionId, member?: string): LockReference;
  /** The same for a lock in `lvalue`. */
  at(view: FunctionView, lvalue: ExpressionId, members: readonly string[]): LockReference;
  named(name: string): LockClass;
  /** Class of the object at `pointer` plus `suffix`, for a lock that a callee reached through its parameter. */
  through(view: FunctionView, pointer: ExpressionId, suffix: readonly string[]): LockClass | undefined;
  /** Class of any object (a timer, a work item): same rules. */
  object(view: FunctionView, pointer: ExpressionId): { readonly key: string; readonly name: string };
  /** The same for an lvalue. */
  objectAt(view: FunctionView, lvalue: ExpressionId): { readonly key: string; readonly name: string };
}

/** An lvalue taken apart: innermost base, then member names outwards. */
interface Path {
  readonly base: ExpressionId;
  readonly members: readonly string[];
  /** The members are of what `base` points to. */
  readonly isPointer?: boolean;
}

/** A struct that more drivers than these embed is not theirs alone, as `struct inode` or `struct device`: pointers to it come from everywhere. */
const MAX_DRIVERS = 32;

/** Functions that give back what another one gives back; one may call itself. */
const MAX_NESTING = 3;

type ParameterPath = Pick<LockReference, 'parameter' | 'suffix' | 'isValue'>;

/** It stands for whatever text the macro is given. */
function isMacroParameter(view: FunctionView, id: ExpressionId): boolean {
  return view.facts.form === 'macro' && view.kind(id) === Expr.Local && view.a(id) < view.facts.parameters;
}

/** `bodyOf` a pure function tells which lock it gives back. */
export function createLockClasses(types: TypeTable, bodyOf: PureFunctions['bodyOf']): LockClasses {
  const interned = new Map<string, LockClass>();
  let nesting = 0;

  /** A class of which an edit made something else is another one. */
  function intern(name: string, key: string, instanced: boolean, generic: boolean, home = ''): LockClass {
    let known = interned.get(key);
    if (!known || known.name !== name || known.instanced !== instanced || known.generic !== generic || known.home !== home) interned.set(key, (known = { name, key, instanced, generic, home }));
    return known;
  }

  function of(view: FunctionView, pointer: ExpressionId, member?: string): LockReference {
    const suffix = member ? member.split('.') : [];
    const stripped = view.strip(pointer);
    const key = lvalueKey(view, stripped, suffix);
    const text = view.show(pointer);
    const parameter = parameterPath(view, stripped, suffix);
    return { key, class: through(view, stripped, suffix), ...parameter, text };
  }

  function at(view: FunctionView, lvalue: ExpressionId, members: readonly string[]): LockReference {
    const path = pathOf(view, lvalue, members);
    return { key: [view.key(lvalue), ...members].join('.'), class: ofPath(view, path), ...parameterOf(view, path), text: [view.show(lvalue), ...members].join('.') };
  }

  function through(view: FunctionView, pointer: ExpressionId, suffix: readonly string[]): LockClass | undefined {
    pointer = followPointer(view, view.strip(pointer));
    const given = suffix.length ? undefined : givenBack(view, pointer);
    if (given) return given;
    if (view.kind(pointer) === Expr.Address) return ofPath(view, pathOf(view, view.a(pointer), suffix));
    if (view.kind(pointer) === Expr.Binary) return through(view, view.a(pointer), suffix);
    const type = view.typeOf(pointer);
    if (type?.text.endsWith('[]')) return ofPath(view, pathOf(view, pointer, suffix));
    return suffix.length ? ofPointee(view, pointer, suffix) : pointedLock(view, pointer);
  }

  /** `lock = bucket_lock(table, hash)`: what the function returns, whichever way it goes. */
  function givenBack(view: FunctionView, pointer: ExpressionId): LockClass | undefined {
    const defined = view.kind(pointer) === Expr.Local ? view.definition(view.a(pointer)) : pointer;
    const call = defined === undefined ? -1 : view.strip(defined);
    if (call === -1 || view.kind(call) !== Expr.Call) return undefined;
    const body = nesting < MAX_NESTING ? bodyOf(view.calleeName(call), view.file) : undefined;
    const found = new Set<LockClass | undefined>();
    nesting++;
    for (let at = 0; body && at < body.facts.codeLength; at++) if (body.op(at) === Op.Return && body.first(at) !== -1) found.add(classReturned(view, call, body, body.first(at)));
    nesting--;
    const [cls] = found;
    return found.size === 1 && cls && !cls.generic ? cls : undefined;
  }

  function classReturned(view: FunctionView, call: ExpressionId, body: FunctionView, value: ExpressionId): LockClass | undefined {
    const pointer = body.strip(value);
    if (body.kind(pointer) !== Expr.Address) return undefined;
    const { parameter, suffix, isValue } = parameterPath(body, pointer, []);
    if (body.facts.form !== 'macro' || parameter === undefined) return through(body, pointer, []);
    const argument = view.argument(call, parameter);
    if (argument === undefined || !suffix?.length) return undefined;
    return isValue ? ofPath(view, pathOf(view, argument, suffix)) : through(view, argument, suffix);
  }

  /** `spinlock_t *lock` held in a variable or member: the class is the variable's or member's own. */
  function pointedLock(view: FunctionView, pointer: ExpressionId): LockClass | undefined {
    if (view.kind(pointer) === Expr.Member) {
      const cls = ofPath(view, pathOf(view, pointer, []));
      return cls && intern(`*${cls.name}`, `*${cls.key}`, cls.instanced, cls.generic, cls.home);
    }
    if (view.kind(pointer) === Expr.Global) return globalClass(view, view.text(view.a(pointer)), []);
    if (view.kind(pointer) === Expr.Call && view.calleeName(pointer)) {
      const name = view.calleeName(pointer);
      return intern(`${name}()`, `${name}()`, true, true);
    }
    const type = view.typeOf(pointer);
    const struct = type && types.structOf({ text: type.text.replace(/\*$/, ''), file: type.file });
    return struct && intern(struct.label, struct.label, true, types.embeddings(struct) > 1 || isLockType(struct));
  }

  function ofPointee(view: FunctionView, pointer: ExpressionId, members: readonly string[]): LockClass | undefined {
    const type = view.typeOf(pointer);
    if (!type) return undefined;
    const expanded = /[*\]]$/.test(type.text) ? type : types.expand(type);
    const struct = types.structOf({ text: expanded.text.replace(/(\*|\[\])$/, ''), file: expanded.file });
    return struct ? (placedClass(view, struct, members) ?? memberClass(struct, members)) : unknownStruct(expanded.text, expanded.file, members);
  }

  /** In a driver's own function a pointer to what only one of its structs embeds points there: `struct core_device *core = arg`. Whoever is called from elsewhere may be given another. */
  function placedClass({ facts, file }: FunctionView, struct: StructDefinition, members: readonly string[]): LockClass | undefined {
    const embeddings = types.embeddings(struct);
    if (!facts.static || file.path.endsWith('.h') || embeddings < 2 || embeddings > MAX_DRIVERS) return undefined;
    const place = types.onlyPlaceIn(struct, file);
    return place && memberClass(place.outer, [place.member, ...members]);
  }

  /** The struct's definition was not read; its name still tells classes apart. */
  function unknownStruct(type: string, file: FileFacts, members: readonly string[]): LockClass | undefined {
    const match = /^((?:struct|union) \w+)\*$/.exec(type);
    const struct = match && types.unread({ text: match[1], file });
    return struct ? memberClass(struct, members) : undefined;
  }

  function ofPath(view: FunctionView, path: Path): LockClass | undefined {
    const { base, members } = path;
    if (path.isPointer) return ofPointee(view, followPointer(view, view.strip(base)), members);
    switch (view.kind(base)) {
      case Expr.Deref:
        return members.length ? ofPointee(view, followPointer(view, view.strip(view.a(base))), members) ?? undefined : through(view, view.a(base), []);
      case Expr.Global:
        return globalClass(view, view.text(view.a(base)), members);
      case Expr.Local: {
        if (isMacroParameter(view, base)) return undefined;
        const type = view.typeOf(base);
        const struct = type && types.structOf(type);
        if (struct && members.length) return memberClass(struct, members);
        const name = [view.show(base), ...members].join('.');
        return intern(`${view.name}:${name}`, `${view.file.path}:${view.name}:${name}`, true, false);
      }
      case Expr.Index:
        return members.length ? ofPointee(view, base, members) : through(view, view.a(base), []);
      default:
        return members.length ? ofPointee(view, base, members) : undefined;
    }
  }

  function globalClass(view: FunctionView, name: string, members: readonly string[]): LockClass {
    const variable = types.variable(name, view.file);
    const struct = variable && types.structOf(variable);
    if (struct && members.length && /^(struct|union) \w+$|^\w+$/.test(struct.name)) return memberClass(struct, members);
    const full = [name, ...members].join('.');
    return intern(full, variable?.home ? `${full}[${variable.home.path}]` : full, false, false);
  }

  /**
   * Only the struct that holds the lock and, where that struct stands in several places, the place it stands in here.
   * So `&data->keylock` and `&raw->mce_kbd.keylock` are one class, and two queues of one type are two.
   */
  function memberClass(outer: StructDefinition, members: readonly string[]): LockClass {
    let holder = outer;
    let start = 0;
    let container: { struct: StructDefinition; from: number } | undefined;
    for (let i = 0; i < members.length - 1; i++) {
      const type = types.member(holder, members[i]);
      const inner = type && (types.structOf(type) ?? types.unread(type));
      if (!inner) break;
      container = { struct: holder, from: start };
      holder = inner;
      start = i + 1;
    }
    if (container && types.embeddings(holder) > 1) {
      const path = members.slice(container.from).join('.');
      return intern(`${container.struct.name}.${path}`, `${container.struct.label}.${path}`, true, false, homeOf(container.struct));
    }
    const path = members.slice(start).join('.');
    return intern(`${holder.name}.${path}`, `${holder.label}.${path}`, true, types.embeddings(holder) > 1, homeOf(holder));
  }

  function parameterPath(view: FunctionView, pointer: ExpressionId, suffix: readonly string[]): ParameterPath {
    return view.kind(pointer) === Expr.Address ? parameterOf(view, pathOf(view, view.a(pointer), suffix)) : pointedBy(view, pointer, suffix);
  }

  function parameterOf(view: FunctionView, { base, members, isPointer }: Path): ParameterPath {
    if (isPointer) return pointedBy(view, base, members);
    if (isMacroParameter(view, base)) return { parameter: view.a(base), suffix: members, isValue: true };
    return view.kind(base) === Expr.Deref ? pointedBy(view, view.a(base), members) : {};
  }

  function pointedBy(view: FunctionView, pointer: ExpressionId, members: readonly string[]): ParameterPath {
    const match = /^P(\d+)$/.exec(view.key(followPointer(view, view.strip(pointer))));
    return match ? { parameter: Number(match[1]), suffix: members } : {};
  }

  return {
    of,
    at,
    through,
    named: (name) => intern(name, name, false, false),
    object(view, pointer) {
      const stripped = view.strip(pointer);
      const cls = through(view, stripped, []);
      return { key: objectKey(cls), name: lastName(view, stripped) };
    },
    objectAt: (view, lvalue) => ({ key: objectKey(ofPath(view, pathOf(view, lvalue, []))), name: lastName(view, lvalue) }),
  };
}

/** `struct mutex`, `struct hlist_bl_head`: one of them says nothing of what it protects. */
function isLockType({ file }: StructDefinition): boolean {
  return file.path.startsWith('include/linux/');
}

function homeOf(struct: StructDefinition): string {
  return struct.members.isEmpty ? '' : struct.file.path;
}

/** A bare `struct work_struct *` may be any of its kind: it names no object. */
function objectKey(cls: LockClass | undefined): string {
  return cls && !/^(struct|union) \w+(\[.*\])?$/.test(cls.key) ? cls.key : '';
}

/** A pointer variable with one definition stands for that definition, unless its own type tells more. */
function followPointer(view: FunctionView, pointer: ExpressionId): ExpressionId {
  for (let i = 0; i < 4; i++) {
    if (view.kind(pointer) !== Expr.Local) return pointer;
    const value = view.definition(view.a(pointer));
    if (value === undefined) return pointer;
    const next = view.strip(value);
    const isUntyped = /^(void|unsigned long|long|u64)\**$/.test(view.typeOf(pointer)?.text ?? 'void');
    if (view.kind(next) !== Expr.Address && !(view.kind(next) === Expr.Local && isUntyped)) return pointer;
    pointer = next;
  }
  return pointer;
}

function pathOf(view: FunctionView, lvalue: ExpressionId, suffix: readonly string[]): Path {
  const members = [...suffix];
  let base = lvalue;
  for (;;) {
    if (view.kind(base) === Expr.Member) {
      members.unshift(view.text(view.b(base)));
      base = view.a(base);
    } else if (view.kind(base) === Expr.Index) {
      if (view.typeOf(view.a(base))?.text.endsWith('*')) return { base, members };
      base = view.a(base);
    } else if (view.kind(base) === Expr.Cast) base = view.a(base);
    else if (view.kind(base) === Expr.Deref) {
      const pointer = followPointer(view, view.strip(view.a(base)));
      if (view.kind(pointer) !== Expr.Address) return { base, members };
      base = view.a(pointer);
    } else {
      const called = view.calledMember(base);
      if (called) return { base: called.pointer, members: [called.member, ...members], isPointer: true };
      const inner = view.strip(base);
      if (inner === base) return { base, members };
      base = inner;
    }
  }
}

function lvalueKey(view: FunctionView, pointer: ExpressionId, suffix: readonly string[]): string {
  const key = view.key(pointer);
  const object = key.startsWith('&') ? key.slice(1) : `*(${key})`;
  return suffix.length ? `${object}.${suffix.join('.')}` : object;
}

function lastName(view: FunctionView, pointer: ExpressionId): string {
  return view.show(pointer).match(/[A-Za-z_]\w*/g)?.at(-1) ?? '';
}
