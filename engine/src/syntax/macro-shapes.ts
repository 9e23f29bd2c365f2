/** What macros of kernel C look like: the shapes that their names and their arguments have. */

import { Role, roleOf } from './macro-words.ts';
import { Kind, type Tokens } from './tokens.ts';

export { Role, roleOf };

/** `roleOf` for the word that token i is; `__mode` without arguments is a name like any other. */
export function roleAt(t: Tokens, i: number): Role | 0 {
  const role = t.role[i] as Role | 0;
  return role === Role.AttributeWithArguments && t.kind[i + 1] !== Kind.Open ? 0 : role;
}

/** A word that begins a statement of its own. */
export function isStatementWord(role: Role | 0): boolean {
  return role === Role.Control || role === Role.Prefix || role === Role.Jump;
}

export function isAttributeAt(t: Tokens, i: number): boolean {
  const role = roleAt(t, i);
  return role === Role.Attribute || role === Role.AttributeWithArguments;
}

/** `__word` or `WORD`: a spelling that kernel C uses for attributes, among other things. */
export function looksLikeAttribute(w: string): boolean {
  return (w.startsWith('__') && !/^__(u|s|le|be|sum|wsum|kernel|poll|int|uint|builtin|virtio|fs)\w*\d*(_t)?$/.test(w)) || isCapitals(w);
}

/** What a developer switches on in his own copy; options of the kernel begin with `CONFIG_`. */
export function isDebugSwitch(w: string): boolean {
  return /^(?!CONFIG_)[A-Z0-9_]*DEBUG[A-Z0-9_]*$/.test(w);
}

/** `RCU_LOCKDEP_WARN(…)`: what the kernel asks only where lockdep is built in, and then warns of. */
export function isLockdepCheck(w: string): boolean {
  return /(^|_)LOCKDEP_WARN$/.test(w);
}

/** Flags that tell the kernel where code runs or whether it may sleep: a macro that stands for one says the same. */
export function isContextFlag(w: string): boolean {
  return /^(HRTIMER_MODE|IRQF|_*GFP|WQ|IB_POLL)_/.test(w);
}

/** `WRITE_ONCE(x, value)`: stores its second argument in the first. */
export function isAssignment(w: string): boolean {
  return w === 'WRITE_ONCE' || w === 'rcu_assign_pointer' || w === 'RCU_INIT_POINTER';
}

/** `ARRAY_SIZE(x)`: of something that is not empty. */
export function isCount(w: string): boolean {
  return w === 'ARRAY_SIZE';
}

export function isCapitals(w: string): boolean {
  return w.length > 1 && /^[A-Z_][A-Z0-9_]*$/.test(w) && /[A-Z]/.test(w);
}

/** A type's name by its spelling, for `(u32)(x)` and `(foo_t)-1`, which the grammar takes for a call and a difference. */
export function looksLikeType(w: string): boolean {
  return /^(__)?([us]|le|be)(8|16|32|64|128)$|_t$|^(bool|uint|ulong|ushort|u_int|__wsum|__sum16|uchar)$/.test(w);
}

/** Macros that govern the statement behind them even when that is not a block. */
export function looksLikeLoop(name: string): boolean {
  return /for_?_?each|foreach|^for_|_for_|^(list|hlist|xa|xas|idr|radix|rb|rbtree|plist|llist|bio|rq|nlmsg|nla|btree|maple|mas|mt)_\w*_?(entry|safe|loop)\b|_loop$|^loop_|^iterate_|_until_|^with_|^scoped_|_scoped$|_iter$|^do_each|^wait_for_each|^bpf_for$|^bpf_repeat$/.test(name);
}

/** Constants in an initialiser that say what kind of object it makes: the type of a BPF map. */
export const SAYS_KIND = /^BPF_MAP_TYPE_/;

export function isScopedGuard(name: string): boolean {
  return name.startsWith('scoped_guard') || name.startsWith('scoped_cond_guard');
}

export const enum Definer {
  /** Arguments alternate: type, name, type, name. */
  Pairs = 1,
  /** Arguments are parameter declarations. */
  Declarations = 2,
}

/** `SYSCALL_DEFINE3(name, …)`-style definitions: how the arguments after the name are to be read. */
export function definerOf(name: string): Definer | 0 {
  if (/^((COMPAT_)?SYSCALL(32|64)?_DEFINE\d?|BPF_CALL_\d|NOTRACE_BPF_CALL_\d|BPF_PROG2|PPC32_SYSCALL_DEFINE\d)$/.test(name)) return Definer.Pairs;
  if (/^(BPF_PROG|BPF_KPROBE|BPF_KRETPROBE|BPF_KSYSCALL|BPF_KPROBE_SYSCALL|BPF_UPROBE|BPF_URETPROBE|BPF_USDT|BPF_STRUCT_OPS\w*)$/.test(name)) return Definer.Declarations;
  return 0;
}

/** `SCX_OPS_DEFINE(name, .member = value, …)`: the struct that a macro makes a variable of. */
export const STRUCT_DEFINERS: ReadonlyMap<string, string> = new Map([['SCX_OPS_DEFINE', 'struct sched_ext_ops'], ['SCX_OPS_CID_DEFINE', 'struct sched_ext_ops_cid']]);

/** Where the members stand in a struct's member macro. */
export const MEMBER_MACROS: ReadonlyMap<string, { readonly skip: number } | { readonly name: number; readonly type: number | string; readonly array: boolean }> = new Map<
  string,
  { skip: number } | { name: number; type: number | string; array: boolean }
>([
  ['struct_group', { skip: 1 }],
  ['struct_group_attr', { skip: 2 }],
  ['struct_group_tagged', { skip: 2 }],
  ['__struct_group', { skip: 3 }],
  ['union_group', { skip: 1 }],
  ['TRAILING_OVERLAP', { skip: 3 }],
  ['__TRAILING_OVERLAP', { skip: 4 }],
  ['DECLARE_FLEX_ARRAY', { type: 0, name: 1, array: true }],
  ['__DECLARE_FLEX_ARRAY', { type: 0, name: 1, array: true }],
  ['DECLARE_BITMAP', { type: 'unsigned long', name: 0, array: true }],
  ['DECLARE_HASHTABLE', { type: 'struct hlist_head', name: 0, array: true }],
  ['DECLARE_KFIFO', { type: 'struct kfifo', name: 0, array: false }],
  ['DECLARE_KFIFO_PTR', { type: 'struct kfifo', name: 0, array: false }],
  ['__type', { type: 1, name: 0, array: false }],
  ['__uint', { type: 1, name: 0, array: false }],
  ['__ulong', { type: 1, name: 0, array: false }],
  ['__array', { type: 1, name: 0, array: true }],
]);
