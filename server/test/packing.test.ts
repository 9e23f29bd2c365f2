/** Facts come out of their bytes as they went in. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { extractFacts } from '../../engine/src/facts/extract.ts';
import type { FileFacts } from '../../engine/src/facts/types.ts';
import { nativeParser } from '../src/node/native-parser.ts';
import { ByteReader } from '../src/node/packing/byte-reader.ts';
import { ByteWriter } from '../src/node/packing/byte-writer.ts';
import { packFacts, unpackFacts } from '../src/node/packing/packed-facts.ts';
import { StringTable } from '../src/node/packing/string-table.ts';

const parser = nativeParser();
const fixtures = fileURLToPath(new URL('../../test-fixtures/', import.meta.url));
const sources = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[ch]$/.test(name));
const throughBytes = (facts: FileFacts): FileFacts => unpackFacts(packFacts(facts), facts.path, new StringTable());

describe('facts', () => {
  test('of every fixture', () => {
    for (const path of sources) {
      const facts = extractFacts(parser, { path, text: readFileSync(join(fixtures, path), 'utf8') });
      expect(throughBytes(facts), path).toEqual(facts);
    }
  });

  test.each([
    ['nothing', ''],
    ['far right and long', `int f(void)\n{\n${' '.repeat(10_000)}g(${'x'.repeat(5000)});\n}\n`],
    ['far down', `${'\n'.repeat(70_000)}int f(int a)\n{\n\treturn g(a);\n}\n`],
    ['more names than fit in 16 bits', `void f(void)\n{\n${Array.from({ length: 40_000 }, (_, i) => `\tg${i}();\n`).join('')}}\n`],
    ['other scripts', 'int größe(void)\n{\n\treturn g("größer", "更大", "\u{1f512}");\n}\n'],
    ['suppressions, problems, attributes', '/* lockctx-ignore lock-leak, sleep-in-atomic: why */\nstatic struct a { int b; } c __init = { };\nSEC("tc") int f(void) { if (x }\n}\n'],
  ])('%s', (path, text) => {
    const facts = extractFacts(parser, { path, text });
    expect(throughBytes(facts)).toEqual(facts);
  });

  test('of several files, one after the other, share their strings and nothing else', () => {
    const [a, b] = ['int f(void) { return g(1); }', 'int g(int x) { return f() + x; }'].map((text, i) => extractFacts(parser, { path: `${i}`, text }));
    const table = new StringTable();
    const packed = [a, b].map(packFacts);
    expect(packed.map((bytes, i) => unpackFacts(bytes, `${i}`, table))).toEqual([a, b]);
  });
});

test('integers and texts of every size', () => {
  const integers = [0, 1, -1, 63, 64, -64, -65, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)];
  const counts = [0, 127, 128, 16383, 16384, 2 ** 31, 2 ** 32 - 1];
  const texts = ['', 'a', 'ÿ', 'Ā', '\ud800', 'x'.repeat(1000), '更'.repeat(100_000)];
  const writer = new ByteWriter();
  for (const value of integers) writer.integer(value);
  for (const value of counts) writer.count(value);
  writer.texts(texts);
  const reader = new ByteReader(writer.finish(), new StringTable());
  expect(integers.map(() => reader.integer())).toEqual(integers);
  expect(counts.map(() => reader.count())).toEqual(counts);
  expect(reader.texts()).toEqual(texts);
});

test('a table tells texts apart, however many there are', () => {
  const table = new StringTable();
  const texts = Array.from({ length: 50_000 }, (_, i) => `name${i}`);
  for (let round = 0; round < 2; round++)
    for (const text of texts) expect(table.latin1(Buffer.from(` ${text} `, 'latin1'), 1, text.length + 1) === text).toBe(true);
});
