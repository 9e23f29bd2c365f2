/** The WebAssembly binding stands in for the native one only if nobody can tell them apart by what is found. */

import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { fixturePrograms } from '../../engine/test/annotate.ts';
import { extractFacts } from '../../engine/src/facts/extract.ts';
import type { Parser } from '../../engine/src/syntax/parser.ts';
import { nativeParser } from '../src/node/native-parser.ts';
import { wasmModules } from '../src/node/open-parser.ts';
import { wasmParser } from '../src/node/wasm-parser.ts';

/** Findings come from facts alone: equal facts are equal findings, and cheaper to compare. */
test('both bindings make the same facts of every fixture', { timeout: 60_000 }, async () => {
  const [native, wasm] = [nativeParser(), await wasmParser(wasmModules())];
  const differing: string[] = [];
  let functions = 0;
  for (const { name, files } of fixturePrograms())
    for (const file of files) {
      const expected = extractFacts(native, file);
      if (!isDeepStrictEqual(extractFacts(wasm, file), expected)) differing.push(`${name}: ${file.path}`);
      functions += expected.functionCount;
    }
  expect(differing).toEqual([]);
  expect(functions).toBeGreaterThan(500);
});

test('offsets are UTF-16 units in both', async () => {
  const text = 'int 锁 = "🔒"; int after;\n';
  const places = [nativeParser(), await wasmParser(wasmModules())].map((parser) => startsIn(parser, text));
  expect(places[1]).toEqual(places[0]);
});

function startsIn(parser: Parser, text: string): number[] {
  const tree = parser.parse(text);
  const cursor = tree.walk();
  const starts: number[] = [];
  for (let more = cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) starts.push(cursor.startIndex, cursor.endIndex);
  tree.delete();
  return starts;
}
