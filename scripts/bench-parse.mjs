/** Parses every PARTS-th .c file of a tree and does nothing with it: bench-parse.mjs TREE PART PARTS. Prints files and bytes as JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const Parser = require('tree-sitter');
const parser = new Parser();
parser.setLanguage(require('tree-sitter-c'));

const [tree, part, parts] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const files = readdirSync(tree, { recursive: true }).filter((name) => name.endsWith('.c')).sort();
let bytes = 0;
let parsed = 0;
for (let i = part; i < files.length; i += parts) {
  const text = readFileSync(join(tree, files[i]), 'latin1');
  parser.parse(text, null, { bufferSize: Math.max(4096, text.length * 2 + 2) });
  bytes += text.length;
  parsed++;
  // Trees are freed by finalisers, which run only when the event loop turns.
  await new Promise((resolve) => setImmediate(resolve));
}
console.log(JSON.stringify({ files: parsed, bytes }));
