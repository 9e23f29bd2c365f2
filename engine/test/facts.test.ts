/** Facts depend on a file's text alone: the room that one file's tokens and nodes have used is the next one's. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';

const parser = nativeParser();
const fixtures = fileURLToPath(new URL('../../test-fixtures/', import.meta.url));
const sources = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[ch]$/.test(name)).sort().slice(0, 120);
const texts = sources.map((name) => readFileSync(join(fixtures, name), 'utf8'));
/** Cut off anywhere: readers look beyond the last token. */
const cut = texts.flatMap((text, i) => [text.slice(0, text.length - 1 - (i % 40)), text.slice(0, Math.floor(text.length * ((i % 10) / 10)))]);
const all = [...texts, ...cut, '#define f(x) g(', '#define a', 'int f(', '#define M(x) do { g((x', ''];

test('no file leaves anything behind for the next', () => {
  const facts = (text: string): string => JSON.stringify(extractFacts(parser, { path: 'a.c', text }));
  const forward = all.map(facts);
  const backward = all.toReversed().map(facts).toReversed();
  expect(backward).toEqual(forward);
});
