/** The syntax stage: kernel idioms, offsets, conditions, and that nothing at all makes it throw or lose its place. */

import { describe, expect, test } from 'vitest';
import type { Definition, Expression, FunctionDefinition, Statement, TypeName } from '../src/syntax/ast.ts';
import { ItemKind, splitItems } from '../src/syntax/items.ts';
import { normalize } from '../src/syntax/normalize.ts';
import { parseFile } from '../src/syntax/parse-file.ts';
import { matchBrackets } from '../src/syntax/brackets.ts';
import { nativeParser } from '../../server/src/node/native-parser.ts';

const parser = nativeParser();

describe('statements', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['iteration macros are loops', 'list_for_each_entry(a, &q->list, node) { f(a); }', 'loop list_for_each_entry(a, &q->list, node) { f(a); }'],
    ['iteration macros govern one statement', 'for_each_cpu(n, mask)\n\tf(n);', 'loop for_each_cpu(n, mask) f(n);'],
    ['any macro before a block is a loop', 'drm_retry(x, y) { f(); }', 'loop drm_retry(x, y) { f(); }'],
    ['a short name', 'each(x) { f(); }', 'loop each(x) { f(); }'],
    ['no arguments', 'forever_loop() { f(); }', 'loop forever_loop() { f(); }'],
    ['a macro with an else', 'if_ready(x) { f(); } else { g(); }', 'if if_ready(x) { f(); } else { g(); }'],
    ['guards are calls of calls', 'guard(mutex)(&q->lock);', 'guard(mutex)(&q->lock);'],
    ['scoped guards', 'scoped_guard(spinlock_irqsave, &q->lock) { f(); }', 'scoped scoped_guard spinlock_irqsave(&q->lock) { f(); }'],
    ['conditional guards', 'scoped_cond_guard(mutex_intr, return -EINTR, &q->lock) f();', 'scoped scoped_cond_guard mutex_intr(({ return -EINTR; }), &q->lock) f();'],
    ['CLASS', 'CLASS(fd, f)(n);', 'CLASS(fd, f)(n);'],
    ['clean-up declarations', 'struct q *p __free(kfree) = f(), *r;', '<struct q*> p free(kfree) = f(), <struct q*> r;'],
    ['lock annotations', '__acquire(q->lock);', '__acquire(q->lock);'],
    ['type arguments', 'p = container_of(e, struct q, node);', '(p = container_of(e, <struct q>, node));'],
    ['pointer type arguments', 'p = first(&l, struct q *, node);', '(p = first(&l, <struct q*>, node));'],
    ['va_arg', 'x = va_arg(ap, unsigned long);', '(x = va_arg(ap, <unsigned long>));'],
    ['sizeof of a type and an expression', 'x = sizeof(struct q) + sizeof(*p);', '(x = (sizeof(<struct q>) + sizeof(*p)));'],
    ['typeof declarations', 'typeof(q->lock) *l = &q->lock;', '<typeof(q->lock)*> l = &q->lock;'],
    ['casts of typedefs', 'x = y + (u32)-1 + (u64)(z);', '(x = ((y + (<u32>)-1) + (<u64>)z));'],
    ['attributes inside casts', 'f((struct q __user *)p);', 'f((<struct q*>)p);'],
    ['local locks', 'static DEFINE_MUTEX(m);', 'DEFINE_MUTEX(m);'],
    ['labels as values', 'x = &&out;', '(x = &out);'],
    ['computed goto', 'goto *x;', '*x;'],
    ['asm goto', 'asm_volatile_goto("1: jmp %l[out]" : : "r"(x) : "memory" : out); f();', '{ } f();'],
    ['case ranges', 'switch (n) { case 1 ... 5: f(); break; default: g(); }', 'switch n { case (1 ... 5): f(); break; case: g(); }'],
    ['statement expressions', 'x = ({ int t = f(); t + 1; });', '(x = ({ <int> t = f(); (t + 1); }));'],
    ['designated ranges', 'int t[] = { [0 ... 3] = a, [4] = b };', '<int[]> t = {[] a, [] b};'],
    ['semicolons left out', 'MAYBE(x)\n\tf();', 'MAYBE(x); f();'],
    ['string macros', 'f("a" FMT "b" NAME(x) "c");', 'f("a" FMT "b" NAME(x) "c");'],
    ['operators as arguments', 'check(a, ==, b);', 'check(a, ==, b);'],
    ['numbers that macros paste', 'set(cmd, 1000baseT_Full);', 'set(cmd, 1000baseT_Full);'],
    ['statements as arguments', 'wait(q, unlock(l); sleep(); lock(l));', 'wait(q, unlock(l), sleep(), lock(l));'],
    ['a label before the brace', 'goto out;\nout:\n\t', 'goto out; out: { }'],
    ['the short conditional', 'x = a ?: b;', '(x = (a ? : b));'],
    ['comments are not rewritten', 'f(/* __init */ "__init // x" /* " */);', 'f("__init // x");'],
    ['an unknown attribute', 'struct q *p __frob_me = f();', '<struct q*> p = f();'],
  ];
  for (const [name, source, expected] of cases) {
    test(name, () => {
      const f = functionOf(`static void f(void)\n{\n\t${source}\n}\n`);
      expect(f.body.map(show).join(' ')).toBe(expected);
      expect(f.damaged).toBe(false);
    });
  }
});

test('a dump of the kernel\'s types is not read', () => {
  const dump = '#ifndef __VMLINUX_H__\n#define __VMLINUX_H__\nstruct spinlock { int x; };\nstatic inline int f(void) { return 0; }\n#endif\n';
  expect(parseFile(parser, dump).definitions).toEqual([]);
  expect(parseFile(parser, dump.replaceAll('__VMLINUX_H__', '__OTHER_H__')).definitions).toHaveLength(2);
});

describe('definitions', () => {
  test('attributes and their evidence', () => {
    const f = functionOf('static noinline __init int *setup(struct q *q, int n, ...) __acquires(q->lock)\n{ return 0; }');
    expect(f).toMatchObject({ name: 'setup', static: true, form: 'function', variadic: true, attributes: ['noinline', '__init', '__acquires(q->lock)'] });
    expect(type(f.returns)).toBe('<int*>');
    expect(f.parameters.map((p) => p.name + type(p.type))).toEqual(['q<struct q*>', 'n<int>']);
  });

  test('system calls', () => {
    const f = functionOf('SYSCALL_DEFINE2(frob, unsigned int, fd, char __user *, buffer)\n{\n}\n');
    expect(f).toMatchObject({ name: 'sys_frob', form: 'syscall' });
    expect(f.parameters.map((p) => p.name + type(p.type))).toEqual(['fd<unsigned int>', 'buffer<char*>']);
  });

  test('BPF programs and helpers', () => {
    const f = functionOf('SEC("kprobe/x")\nint BPF_KPROBE(probe, struct sock *sk)\n{ return 0; }');
    expect(f).toMatchObject({ name: 'probe', attributes: ['SEC("kprobe/x")', 'BPF_KPROBE(probe, struct sock *sk)'] });
    expect(f.parameters.map((p) => p.name + type(p.type))).toEqual(['sk<struct sock*>']);
    const call = functionOf('BPF_CALL_2(frob, struct bpf_map *, map, u64, flags)\n{ return 0; }');
    expect(call.parameters.map((p) => p.name + type(p.type))).toEqual(['map<struct bpf_map*>', 'flags<u64>']);
  });

  test('functions defined by unknown macros', () => {
    expect(functionOf('static DEFINE_HANDLER(frob)\n{ f(); }').name).toBe('frob');
  });

  test('structs, nested and grouped', () => {
    const [s] = definitionsOf(`struct q {
	spinlock_t lock ____cacheline_aligned;
	int (*run)(struct q *q);
	unsigned int a : 3, b : 2;
	union { int c; struct { u8 d; } e; };
	struct_group(head, u32 x; struct p __rcu *y;);
	DECLARE_BITMAP(bits, 64);
	u8 data[] __counted_by(a);
} __packed;`);
    if (s.kind !== 'struct') throw new Error(s.kind);
    expect(s.body.members.map((m) => m.name + type(m.type))).toEqual([
      'lock<spinlock_t>', 'run<int*()>', 'a<unsigned int>', 'b<unsigned int>', '<{}>', 'x<u32>', 'y<struct p*>', 'bits<unsigned long[]>', 'data<u8[]>',
    ]);
    expect(s.body.members[4].type.body?.members.map((m) => m.name)).toEqual(['c', 'e']);
  });

  test('typedefs, prototypes, variables, macro calls', () => {
    const shown = definitionsOf(`typedef struct { int z; } q_t;
typedef int (*run_t)(int);
extern struct q *find(int n) __must_check;
static const struct ops ops = { .run = my_run, .n = 3 };
static DEFINE_SPINLOCK(lock);
static DEFINE_PER_CPU(struct q, cpu_q);
module_init(setup);
EXPORT_SYMBOL(find)
int last;`).map(showDefinition);
    expect(shown).toEqual([
      'struct q_t', 'typedef run_t<int*()>', 'extern find<struct q*()>', 'static ops<struct ops> = {run my_run, n 3}',
      'static DEFINE_SPINLOCK(lock)', 'static cpu_q<struct q>', 'module_init(setup)', 'EXPORT_SYMBOL(find)', ' last<int>',
    ]);
  });

  test('macros that are code', () => {
    const shown = definitionsOf(`#define take(q) spin_lock(&(q)->lock)
#define both(q, args...) do { take(q); \\
	f(q, ##args); /* x */ } while (0)
#define value(q) ({ int t = f(q); t; })
#define q_lock big.lock
#define PASTE(a) a##_t
#define SIZE 0x10
#define nothing(x)
#define reg(x) (0x10 + (x) * 4)
`).map((d) => (d.kind === 'function' ? `${d.form} ${d.name}(${d.parameters.map((p) => p.name)}) ${d.attributes} ${d.body.map(show).join(' ')}`.trim() : d.kind));
    expect(shown).toEqual([
      'macro take(q)  return spin_lock(&q->lock);', 'macro both(q,args)  do { take(q); f(q, args); } while 0;',
      'macro value(q)  return ({ <int> t = f(q); t; });', 'macro q_lock() object-like return big.lock;', 'macro nothing(x)', 'macro reg(x)',
    ]);
  });
});

describe('conditions', () => {
  test('branches of whole items are all kept', () => {
    expect(definitionsOf('#ifdef A\nint a;\n#else\nlong a;\n#endif\n').map(showDefinition)).toEqual([' a<int>', ' a<long>']);
  });

  test('of two headers, the first', () => {
    const f = functionOf('#if X\nint f(int a)\n#else\nint f(void)\n#endif\n{\n\treturn 1;\n}\n');
    expect(f.parameters.length).toBe(1);
  });

  test('of braces that are split, the first branch everywhere', () => {
    const f = functionOf('void f(void)\n{\n#ifdef A\n\tif (x) {\n#else\n\tif (y) {\n#endif\n\t\tg();\n\t}\n}\n');
    expect(f.body.map(show).join(' ')).toBe('if x { g(); }');
  });

  test('branches of statements are alternatives', () => {
    const f = functionOf('void f(void)\n{\n\ta();\n#ifdef A\n\tb();\n#else\n\tc();\n\td();\n#endif\n\te();\n}\n');
    expect(f.body.map(show).join(' ')).toBe('a(); if #ifdef A { b(); } else { c(); d(); } e();');
  });

  test('#if 0 is not there', () => {
    const f = functionOf('void f(void)\n{\n#if 0\n\tif (x) {\n#endif\n\tg();\n}\n');
    expect(f.body.map(show).join(' ')).toBe('g();');
  });
});

describe('places', () => {
  const text = '/* é€😀 */ int a;\nstatic __init void f(struct q *q)\n{\n\t/* __init */ for_each_q(q) {\n\t\tspin_lock(&q->lock); // x\n\t}\n}\n';

  test('offsets are offsets into the file', () => {
    const f = functionOf(text);
    expect(text.slice(f.nameRange.start, f.nameRange.end)).toBe('f');
    expect(text.slice(f.start, f.end)).toMatch(/^static[^]*\}$/);
    const names: string[] = [];
    visit(f.body, (e) => {
      if (e.kind === 'name') names.push(text.slice(e.start, e.end));
    });
    expect(names).toEqual(['q', 'spin_lock', 'q']);
  });

  test('comments about us are kept', () => {
    const source = 'int a; // lockctx-ignore: x\n/* other */';
    expect(parseFile(parser, source).comments.map((c) => source.slice(c.start, c.end))).toEqual(['// lockctx-ignore: x']);
  });

  test('an unbalanced function does not swallow the next', () => {
    const parsed = parseFile(parser, 'void f(void)\n{\n\tif (x) {\n\t\tg();\n}\n\nstatic int h(void)\n{\n\treturn 1;\n}\n');
    expect(parsed.definitions.map((d) => (d.kind === 'function' ? d.name : d.kind))).toEqual(['f', 'h']);
    expect(parsed.problems.length).toBeGreaterThan(0);
  });
});

describe('any text', () => {
  const seed = [
    'static int __init f(struct q *p __free(kfree), int n) __acquires(x)\n{\n\tlist_for_each_entry(a, &b, c) {\n\t\tguard(mutex)(&a->l);\n\t}\n\tasm volatile("x" : "=r"(y));\nout:\n}\n',
    '#ifdef A\nint f(void) {\n#else\nint f(int a) {\n#endif\n\tswitch (a) { case 1 ... 2: g("a" B "c", typeof(x), ==, , struct q *); }\n}\n',
    '#define foo(x, ...) do { bar(x, ## __VA_ARGS__); } while (0)\nstruct q { int a:3; struct_group(b, int c;); } __packed;\n/* c */ DEFINE_MUTEX(m);\n',
    'SYSCALL_DEFINE1(x, int __user *, y)\n{\r\n\tscoped_cond_guard(a, return 1, b) c();\r\n\treturn ({ forever() { x = (u32)-1; } });\r\n}\n',
  ];
  const random = generator(42);

  test('normalisation keeps length and line ends', () => {
    for (let round = 0; round < 1500; round++) {
      const text = mutate(seed[round % seed.length], random);
      const { tokens, items } = splitItems(text);
      for (const item of items) {
        matchBrackets(tokens, item.from, item.to);
        const start = tokens.start[item.from];
        const end = tokens.end[item.to - 1];
        const from = item.kind === ItemKind.Function ? item.body : item.from;
        const at = from === item.body ? tokens.start[from] : start;
        const n = normalize(tokens, from, item.to, at, end, round % 2 === 0).text;
        expect(n.length).toBe(end - at);
        expect(n.replace(/[^\r\n]/g, '.')).toBe(text.slice(at, end).replace(/[^\r\n]/g, '.'));
      }
    }
  });

  test('parsing never throws', () => {
    for (let round = 0; round < 600; round++) {
      const parsed = parseFile(parser, mutate(seed.join('\n'), random));
      expect(parsed.damaged).toBeLessThanOrEqual(parsed.functions);
    }
    for (let round = 0; round < 200; round++) parseFile(parser, noise(random, 400));
  });

  test('deep, long and binary text', () => {
    for (const text of ['('.repeat(20000), '{'.repeat(20000), `void f(void) { x = ${'('.repeat(20000)}; }`, '}'.repeat(5000), '"', "'", '/*', '#', '#define', '\\', '\0'.repeat(1000), noise(random, 200000), 'int a; '.repeat(20000), '#if 1\n'.repeat(5000), '#else\n'.repeat(5000), `int x[] = { ${'f, '.repeat(600000)} };`]) parseFile(parser, text);
  }, 60000);
});

function definitionsOf(text: string): readonly Definition[] {
  return parseFile(parser, text).definitions;
}

function functionOf(text: string): FunctionDefinition {
  const found = definitionsOf(text).find((d): d is FunctionDefinition => d.kind === 'function');
  if (!found) throw new Error('no function');
  return found;
}

function type(t: TypeName): string {
  return `<${t.body ? '{}' : t.name}${'*'.repeat(t.pointers)}${t.array ? '[]' : ''}${t.callable ? '()' : ''}>`;
}

function showDefinition(d: Definition): string {
  switch (d.kind) {
    case 'function': return d.name;
    case 'struct': return `struct ${d.name}`;
    case 'macro-call': return `${d.static ? 'static ' : ''}${d.name}(${d.args.map(expression).join(', ')})`;
    case 'declaration': return d.declarators.map((v) => `${v.storage} ${v.name}${type(v.type)}${v.initializer ? ` = ${expression(v.initializer)}` : ''}`).join('; ');
  }
}

function expression(e: Expression): string {
  switch (e.kind) {
    case 'name': return e.name;
    case 'number': case 'string': return e.text;
    case 'call': return `${expression(e.callee)}(${e.args.map(expression).join(', ')})`;
    case 'member': return `${expression(e.object)}${e.arrow ? '->' : '.'}${e.field}`;
    case 'index': return `${expression(e.object)}[${expression(e.index)}]`;
    case 'unary': return e.operator + expression(e.operand);
    case 'update': return `${expression(e.operand)}++`;
    case 'binary': case 'assign': return `(${expression(e.left)} ${e.operator} ${expression(e.right)})`;
    case 'conditional': return `(${expression(e.test)} ? ${e.then ? `${expression(e.then)} ` : ''}: ${expression(e.otherwise)})`;
    case 'cast': return `(${type(e.type)})${expression(e.operand)}`;
    case 'comma': return e.items.map(expression).join(', ');
    case 'initializer': return `{${e.entries.map((x) => [...x.designators, expression(x.value)].join(' ')).join(', ')}}`;
    case 'statement-expression': return `({ ${e.body.map(show).join(' ')} })`;
    case 'type': return type(e.type);
    case 'unknown': return `?[${e.children.map(expression).join(' ')}]`;
  }
}

function show(s: Statement): string {
  switch (s.kind) {
    case 'block': return ['{', ...s.body.map(show), '}'].join(' ');
    case 'expression': return `${expression(s.expression)};`;
    case 'declaration':
      return `${s.declarators.map((d) => `${type(d.type)} ${d.name}${d.cleanup ? ` free(${d.cleanup})` : ''}${d.initializer ? ` = ${expression(d.initializer)}` : ''}`).join(', ')};`;
    case 'if': return `if ${expression(s.test)} ${show(s.then)}${s.otherwise ? ` else ${show(s.otherwise)}` : ''}`;
    case 'while': return `while ${expression(s.test)} ${show(s.body)}`;
    case 'do': return `do ${show(s.body)} while ${expression(s.test)};`;
    case 'for': return `for ${show(s.body)}`;
    case 'macro-loop': return `loop ${s.macro}(${s.args.map(expression).join(', ')}) ${show(s.body)}`;
    case 'scoped-guard': return `scoped ${s.macro} ${s.guard}(${s.args.map(expression).join(', ')}) ${show(s.body)}`;
    case 'switch': return `switch ${expression(s.subject)} ${show(s.body)}`;
    case 'case': return [`case${s.value ? ` ${expression(s.value)}` : ''}:`, ...s.body.map(show)].join(' ');
    case 'label': return `${s.name}: ${s.statement ? show(s.statement) : ''}`;
    case 'goto': return `goto ${s.label};`;
    case 'return': return `return${s.value ? ` ${expression(s.value)}` : ''};`;
    case 'unknown': return `??[${s.children.map(show).join(' ')}]`;
    default: return `${s.kind};`;
  }
}

/** Every expression in statements, outer ones first. */
function visit(node: unknown, found: (e: Expression) => void): void {
  if (Array.isArray(node)) node.forEach((n) => visit(n, found));
  else if (node && typeof node === 'object') {
    if ('kind' in node) found(node as Expression);
    Object.values(node).forEach((n) => visit(n, found));
  }
}

function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const PIECES = ['{', '}', '(', ')', ';', ',', '\n', '#if A\n', '#else\n', '#endif\n', '"', "'", '/*', '*/', '//', '\\\n', '__init ', 'struct q ', 'typeof(', 'do ', 'while', 'case ', ':', '...', '&&', '= {', '\0', 'é', '##', '\r\n', 'asm ', 'static ', 'for_each(', 'if ', 'else ', 'out: }', ' ', '\t'];

function mutate(text: string, random: (below: number) => number): string {
  let out = text;
  for (let i = random(6); i >= 0; i--) {
    const at = random(out.length + 1);
    out = out.slice(0, at) + (random(3) ? PIECES[random(PIECES.length)] : '') + out.slice(at + (random(2) ? random(20) : 0));
  }
  return out;
}

function noise(random: (below: number) => number, length: number): string {
  let out = '';
  while (out.length < length) out += random(2) ? PIECES[random(PIECES.length)] : String.fromCharCode(random(random(4) ? 128 : 65536));
  return out;
}
