/**
 * The C that the analysis needs, as plain nodes: what `syntax` hands to `facts`.
 *
 * Every node carries `start`/`end`, UTF-16 offsets into the *file* (not into the parsed slice). Nodes are built for one
 * top-level item at a time and thrown away once its facts are taken. Anything the grammar could not make sense of becomes
 * `unknown`, with what could still be read inside it as children: nothing is silently lost.
 */

/** A type as written, without qualifiers, storage classes and attributes. */
export interface TypeName {
  /** `struct foo`, `union foo`, `enum foo`, `u32`, `spinlock_t`; `unsigned long` etc. joined by one space; `typeof(x)` kept as text; '' if missing. For an inline body without a tag: '' with `body` set. */
  readonly name: string;
  /** Levels of pointer (`**` is 2). */
  readonly pointers: number;
  /** `x[8]`, `x[]`: true for one or more dimensions. */
  readonly array: boolean;
  /** A function pointer, or an array of them. `name` is then the return type. */
  readonly callable: boolean;
  /** Members of a struct or union defined inline. */
  readonly body?: StructBody;
}

export interface StructBody {
  readonly union: boolean;
  readonly members: readonly Member[];
}

/** `name` is '' for an anonymous struct or union member. */
export interface Member {
  readonly name: string;
  readonly type: TypeName;
}

interface Node {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | (Node & { readonly kind: 'name'; readonly name: string })
  | (Node & { readonly kind: 'number'; readonly text: string })
  | (Node & { readonly kind: 'string'; readonly text: string })
  /** Also macros used like functions, and calls of calls such as `guard(mutex)(&lock)`. Type arguments (`container_of(p, struct foo, x)`) come as `type`. */
  | (Node & { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] })
  | (Node & { readonly kind: 'member'; readonly object: Expression; readonly field: string; readonly arrow: boolean })
  | (Node & { readonly kind: 'index'; readonly object: Expression; readonly index: Expression })
  /** `&x`, `*x`, `!x`, `-x`, `~x`, `+x`. */
  | (Node & { readonly kind: 'unary'; readonly operator: '&' | '*' | '!' | '-' | '~' | '+'; readonly operand: Expression })
  /** `x++`, `--x`. */
  | (Node & { readonly kind: 'update'; readonly operand: Expression })
  /** `operator` as written: `==`, `&&`, `+`, …. */
  | (Node & { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression })
  /** `operator` is `=`, `+=`, …. */
  | (Node & { readonly kind: 'assign'; readonly operator: string; readonly left: Expression; readonly right: Expression })
  /** `then` is missing in GNU `a ?: b`. */
  | (Node & { readonly kind: 'conditional'; readonly test: Expression; readonly then?: Expression; readonly otherwise: Expression })
  | (Node & { readonly kind: 'cast'; readonly type: TypeName; readonly operand: Expression })
  | (Node & { readonly kind: 'comma'; readonly items: readonly Expression[] })
  /** `{ .a = x, [3] = y, z }`, also as the operand of a compound literal's cast. */
  | (Node & { readonly kind: 'initializer'; readonly entries: readonly InitializerEntry[] })
  /** `({ … })`. */
  | (Node & { readonly kind: 'statement-expression'; readonly body: readonly Statement[] })
  | (Node & { readonly kind: 'type'; readonly type: TypeName })
  | (Node & { readonly kind: 'unknown'; readonly children: readonly Expression[] });

export interface InitializerEntry {
  /** `.a.b[1]` is ['a', 'b', '[]']; a positional entry has none. */
  readonly designators: readonly string[];
  readonly value: Expression;
}

export interface Declarator extends Node {
  readonly name: string;
  readonly type: TypeName;
  readonly initializer?: Expression;
  /** `static` or `extern` in front. */
  readonly storage: '' | 'static' | 'extern' | 'typedef';
  /** Argument of `__free(x)`, or '' */
  readonly cleanup: string;
}

export type Statement =
  | (Node & { readonly kind: 'block'; readonly body: readonly Statement[] })
  | (Node & { readonly kind: 'expression'; readonly expression: Expression })
  | (Node & { readonly kind: 'declaration'; readonly declarators: readonly Declarator[] })
  | (Node & { readonly kind: 'if'; readonly test: Expression; readonly then: Statement; readonly otherwise?: Statement })
  | (Node & { readonly kind: 'while'; readonly test: Expression; readonly body: Statement })
  | (Node & { readonly kind: 'do'; readonly body: Statement; readonly test: Expression })
  | (Node & { readonly kind: 'for'; readonly init?: Statement; readonly test?: Expression; readonly update?: Expression; readonly body: Statement })
  /** An iteration macro with the statement it governs: `list_for_each_entry(x, head, member) …`. May run its body 0..n times. */
  | (Node & { readonly kind: 'macro-loop'; readonly macro: string; readonly args: readonly Expression[]; readonly body: Statement })
  /** `scoped_guard(name, args…) body`, `scoped_cond_guard(name, fail, args…) body`: the body runs once, the guard ends with it. */
  | (Node & { readonly kind: 'scoped-guard'; readonly macro: string; readonly guard: string; readonly args: readonly Expression[]; readonly body: Statement })
  | (Node & { readonly kind: 'switch'; readonly subject: Expression; readonly body: Statement })
  /** `case x:`/`case x ... y:`/`default:` (no value) with the statements up to the next label, in a switch's block. */
  | (Node & { readonly kind: 'case'; readonly value?: Expression; readonly body: readonly Statement[] })
  | (Node & { readonly kind: 'label'; readonly name: string; readonly statement?: Statement })
  | (Node & { readonly kind: 'goto'; readonly label: string })
  | (Node & { readonly kind: 'break' })
  | (Node & { readonly kind: 'continue' })
  | (Node & { readonly kind: 'return'; readonly value?: Expression })
  | (Node & { readonly kind: 'unknown'; readonly children: readonly Statement[] });

export interface Parameter {
  readonly name: string;
  readonly type: TypeName;
}

/** A function with a body; also a function-like macro whose body is C, and a `SYSCALL_DEFINEn`-style definition. */
export interface FunctionDefinition extends Node {
  readonly kind: 'function';
  readonly name: string;
  readonly nameRange: { readonly start: number; readonly end: number };
  readonly form: 'function' | 'macro' | 'syscall';
  readonly static: boolean;
  readonly inline: boolean;
  readonly returns: TypeName;
  readonly parameters: readonly Parameter[];
  readonly variadic: boolean;
  /** What normalisation removed in front of or behind the declarator, as written: `SEC("perf_event")`, `__init`, `__acquires(x)`, `__weak`, …. For macro definers: the macro's name and whole argument text, e.g. `BPF_CALL_4(…)`. And the options of the configuration around it: `#CONFIG_SMP`, `#!CONFIG_SMP`. */
  readonly attributes: readonly string[];
  readonly body: readonly Statement[];
  /** True when the tree under this item holds an ERROR or MISSING node. */
  readonly damaged: boolean;
}

/** File-scope variables, prototypes (a declarator with `callable` and no pointers), typedefs (storage 'typedef'). */
export interface Declaration extends Node {
  readonly kind: 'declaration';
  readonly declarators: readonly Declarator[];
  /** As for functions: `SEC(".maps")`, `__read_mostly`, `__percpu`, …. */
  readonly attributes: readonly string[];
}

/** `struct foo { … };` or `union`; `typedef struct { … } foo_t;` has name `foo_t` and typedef true. */
export interface StructDefinition extends Node {
  readonly kind: 'struct';
  /** `struct foo`, `union foo`, or the typedef name of an untagged one. */
  readonly name: string;
  readonly body: StructBody;
}

/** A macro invoked at file scope: `DEFINE_SPINLOCK(x);`, `module_init(f);`, `DEVICE_ATTR_RW(x);`. */
export interface MacroCall extends Node {
  readonly kind: 'macro-call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly static: boolean;
}

export type Definition = FunctionDefinition | Declaration | StructDefinition | MacroCall;

/** `lockctx-ignore`-style comments and anything else `facts` wants to see verbatim. */
export interface Comment extends Node {
  readonly text: string;
}

/** One parsed file. */
export interface ParsedFile {
  readonly definitions: readonly Definition[];
  readonly problems: readonly { readonly start: number; readonly message: string }[];
  /** Only comments that contain the word `lockctx`. */
  readonly comments: readonly Comment[];
  /** Functions seen and how many of them are damaged: coverage. */
  readonly functions: number;
  readonly damaged: number;
}
