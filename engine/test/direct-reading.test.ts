/** Ordinary C is read without the grammar (`syntax/direct-*.ts`): the same AST must come from both. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import type { FunctionDefinition, ParsedFile } from '../src/syntax/ast.ts';
import { parseFile } from '../src/syntax/parse-file.ts';
import type { Parser } from '../src/syntax/parser.ts';

const native = nativeParser();
const exhaustive: Parser = { ...native, exhaustive: true };
const none: Parser = { binding: 'native', parse: () => { throw new Error('the grammar was asked'); } };

const fixtures = fileURLToPath(new URL('../../test-fixtures/', import.meta.url));
const sources = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[ch]$/.test(name)).sort();

const body = (text: string): string => `static int f(struct foo *p, int x)\n{\n${text}\n}\n`;
const statements = (parser: Parser, text: string): FunctionDefinition => parseFile(parser, body(text)).definitions[0] as FunctionDefinition;

/** What the kernel's code is made of, and places where C reads one way and looks like another. */
const ORDINARY = [
  'int a, *b = &a, c[4] = { 1, [2] = 3, };',
  'struct foo q = { .a.b = 1, .c[2] = { 4 }, d: 5 };',
  'unsigned long flags; const char *s = "a" "b" NAME "c";',
  'struct local { int a; }; struct local v; union { int i; char c; } u;',
  'u32 v = (u32)x, w = (u32)(x + 1), y = (u32)-1, z = (foo_t *)p->q;',
  'void *q = (void *)(unsigned long)x; struct foo *r = (struct foo *)&x;',
  'p->a = p->b ? p->c : p->d ?: x; *p++ = -1; x = - 1; x = sizeof(*p) * x + sizeof(struct foo) - sizeof(u64);',
  'x = !x++ && ~x-- || !--x; if (x++ && p) return x;',
  'x = ({ int t = g(x); t + 1; }); g((struct foo){ .a = 1 }, &(struct foo){ 2 });',
  'p->ops->run(p, x)(1); (*p->fn)(x); (p->fn)(x); table[x](p); a * b;',
  'for (int i = 0, j = 1; i < x; i++, j--) g(i); for (;;) break; for (x = 0; x < 3; ) continue;',
  'do { g(x); } while (x--); do g(x); while (0); while (x) if (p) g(x); else h(x);',
  'switch (x) { case 1: case 2 ... 5: { g(x); break; } default: return 0; case A | B: h(x); }',
  'list_for_each_entry(p, &head, list) g(p); list_for_each_entry_safe(p, n, &head, list) { g(p); }',
  'for_each_cpu(x, mask) if (x) g(x); hash_for_each_possible(t, p, node, x) { continue; }',
  'scoped_guard(spinlock_irqsave, &p->lock) { x = 1; } guard(mutex)(&p->m);',
  'q = container_of(p, struct bar, foo); q = kmalloc(sizeof(*q), GFP_KERNEL | __GFP_ZERO); q = list_entry(p, type *, m);',
  'struct foo *g __free(kfree) = NULL; static int once; extern int z; typeof(x) *t = &x;',
  'asm volatile("nop" : : "r"(x) : "memory"); __asm__("x"); fallthrough; __attribute__((fallthrough));',
  'if (x) goto out; return; out: g(x); last: }\nstatic int g(void)\n{ again: ;',
  'x <<= 2; x |= y ^ z & 7 << 3 >> 1; x = a == b != c <= d; x = a, b;',
  'return x ? a : b ? c : d;',
  'irqreturn_t (*isr)(int irq, void *data); foo_t (*a)(foo_t) = NULL, b; foo_t *(*d)(void) = g; long (*e)(foo_t, int);',
  "x = 'a' + '\\n' + 0x1fULL + 1.5e3f; x = offsetof(struct foo, bar.baz[1]);",
];

/** Where macros hide syntax or only a compiler could tell: the grammar reads it. */
const UNUSUAL = [
  'MACRO(x)\n g(x);',
  'void *q = (u8)(x) + (u8) - x;',
  'static DEFINE_MUTEX(lock);',
  'ElfW(auxv_t) *p;',
  'forever() { g(x); }',
  'x = sizeof(int)-1;',
  'g(, x); h(x, [1], ==);',
  'DEBUG(if (x) g(x));',
  'x = "a" MACRO(x) "b"; y = &&label;',
  'wait_event_lock(q, x, unlock(); lock());',
];

describe('reading without the grammar', () => {
  it.each(ORDINARY)('%s', (text) => {
    expect(statements(none, text)).toEqual(statements(exhaustive, text));
    expect(statements(exhaustive, text).damaged).toBe(false);
  });

  it.each(UNUSUAL)('leaves to the grammar: %s', (text) => {
    expect(parseFile(none, body(text)).problems.map((p) => p.message)).toContain('could not be read: the grammar was asked');
    expect(statements(native, text)).toEqual(statements(exhaustive, text));
  });

  it('gives the same definitions for every fixture', () => {
    for (const name of sources) {
      const text = readFileSync(join(fixtures, name), 'utf8');
      expect(undamaged(parseFile(native, text)), name).toEqual(undamaged(parseFile(exhaustive, text)));
    }
  });

  it('gives the same definitions for fixtures with a token dropped or doubled, unless the grammar finds an error', () => {
    const random = generator(1);
    let compared = 0;
    for (const name of sources) {
      const text = damagedCopy(readFileSync(join(fixtures, name), 'utf8'), random);
      const grammar = parseFile(exhaustive, text).definitions;
      const direct = new Map(parseFile(native, text).definitions.map((d) => [d.start, d]));
      for (const d of grammar) {
        if (d.kind !== 'function' || d.damaged) continue;
        expect(direct.get(d.start), `${name}: ${d.name}\n${text.slice(d.start, d.end)}`).toEqual(d);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(500);
  });
});

function undamaged(file: ParsedFile): readonly unknown[] {
  return file.definitions.filter((d) => d.kind !== 'function' || !d.damaged);
}

/** A few tokens less or more. */
function damagedCopy(text: string, random: () => number): string {
  const tokens = [...text.matchAll(/\w+|[^\s\w]/g)];
  let copy = text;
  for (let k = 0; k < 3; k++) {
    const token = tokens[Math.floor(random() * tokens.length)];
    const at = token?.index ?? 0;
    if (!token || copy.slice(at, at + token[0].length) !== token[0]) continue;
    copy = copy.slice(0, at) + (random() < 0.5 ? ' '.repeat(token[0].length) : `${token[0]} ${token[0]}`) + copy.slice(at + token[0].length);
  }
  return copy;
}

/** Mulberry32: the same numbers on every machine. */
function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
