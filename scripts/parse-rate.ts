/** How much of a kernel tree the syntax stage reads without errors, and how fast. Bundle with esbuild (tree-sitter and tree-sitter-c external), then run under node. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseFile } from '../engine/src/syntax/parse-file.ts';
import { ItemKind, splitItems } from '../engine/src/syntax/items.ts';
import { normalize } from '../engine/src/syntax/normalize.ts';
import { matchBrackets } from '../engine/src/syntax/brackets.ts';
import type { FunctionDefinition } from '../engine/src/syntax/ast.ts';
import { nativeParser, releaseTrees } from '../server/src/node/native-parser.ts';

const FOLDERS = ['kernel', 'net', 'drivers/net', 'drivers/usb', 'drivers/scsi', 'fs', 'mm', 'block'];

const [root, every = '20', ...rest] = process.argv.slice(2);
if (!root) {
  console.error('usage: parse-rate <kernel tree> [every nth file] [--failures] [--raw] [folder…]');
  process.exit(2);
}
const wantsFailures = rest.includes('--failures');
const wantsRaw = rest.includes('--raw');
const wantsSpeed = rest.includes('--speed');
const chosen = rest.filter((a) => !a.startsWith('--'));
const parser = nativeParser();

let totals = { functions: 0, damaged: 0, rawOk: 0 };
const bytes = { all: 0, split: 0, parse: 0, whole: 0 };
for (const folder of chosen.length ? chosen : FOLDERS) {
  const files = sources(join(root, folder)).filter((_, i) => i % Number(every) === 0);
  const row = { functions: 0, damaged: 0, rawOk: 0, unread: 0 };
  const before = { ...bytes };
  for (const file of files) {
    measure(file, row);
    await releaseTrees();
  }
  totals = { functions: totals.functions + row.functions, damaged: totals.damaged + row.damaged, rawOk: totals.rawOk + row.rawOk };
  const ms = bytes.whole - before.whole;
  console.log(`${folder.padEnd(12)} ${String(files.length).padStart(5)} files ${String(row.functions).padStart(7)} functions` + (wantsRaw ? `  raw ${percent(row.rawOk, row.functions)}` : '') + `  after ${percent(row.functions - row.damaged, row.functions)}  other problems ${row.unread}  ${((bytes.all - before.all) / ms / 1e3).toFixed(2)} MB/s`);
}
console.log(`${'all'.padEnd(12)} ${''.padStart(11)} ${String(totals.functions).padStart(7)} functions` + (wantsRaw ? `  raw ${percent(totals.rawOk, totals.functions)}` : '') + `  after ${percent(totals.functions - totals.damaged, totals.functions)}`);
console.log(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, whole ${(bytes.all / bytes.whole / 1e3).toFixed(2)} MB/s` + (wantsSpeed ? `, split ${(bytes.all / bytes.split / 1e3).toFixed(1)} MB/s, split+normalise+parse ${(bytes.all / bytes.parse / 1e3).toFixed(2)} MB/s` : ''));

function measure(file: string, row: { functions: number; damaged: number; rawOk: number; unread: number }): void {
  const text = readFileSync(file, 'utf8');
  bytes.all += text.length;
  let at = performance.now();
  const parsed = parseFile(parser, text);
  bytes.whole += performance.now() - at;
  row.functions += parsed.functions;
  row.damaged += parsed.damaged;
  row.unread += parsed.problems.length - parsed.damaged;
  const functions = parsed.definitions.filter((d): d is FunctionDefinition => d.kind === 'function' && d.form !== 'macro');
  if (wantsRaw) row.rawOk += rawOk(text, functions);
  if (wantsFailures) for (const f of functions) if (f.damaged) showFailure(file, text, f);
  if (wantsFailures) for (const p of parsed.problems) if (!/^[\w$]+ could not be read completely/.test(p.message)) console.log(`PROBLEM ${file}:${lineOf(text, p.start)}: ${p.message}`);
  if (!wantsSpeed) return;
  at = performance.now();
  const split = splitItems(text);
  bytes.split += performance.now() - at;
  for (const item of split.items) {
    if (item.kind !== ItemKind.Function) continue;
    matchBrackets(split.tokens, item.from, item.to);
    const n = normalize(split.tokens, item.body, item.to, split.tokens.start[item.body], split.tokens.end[item.to - 1], true);
    parser.parse('void f()' + n.text).delete();
  }
  bytes.parse += performance.now() - at;
}

/** Functions whose range in a raw whole-file tree has no error node. */
function rawOk(text: string, functions: readonly FunctionDefinition[]): number {
  const errors: [number, number][] = [];
  const cursor = parser.parse(text).walk();
  for (;;) {
    if (cursor.nodeType === 'ERROR' || cursor.nodeIsMissing) errors.push([cursor.startIndex, cursor.endIndex]);
    if (cursor.gotoFirstChild() || cursor.gotoNextSibling()) continue;
    let climbed = false;
    while (cursor.gotoParent()) if (cursor.gotoNextSibling()) { climbed = true; break; }
    if (!climbed) break;
  }
  return functions.filter((f) => !errors.some(([from, to]) => from < f.end && to >= f.start)).length;
}

function showFailure(file: string, text: string, f: FunctionDefinition): void {
  const split = splitItems(text);
  const item = split.items.find((i) => i.kind === ItemKind.Function && split.tokens.start[i.from] === f.start);
  if (!item) return;
  matchBrackets(split.tokens, item.from, item.to);
  const start = split.tokens.start[item.body];
  const n = normalize(split.tokens, item.body, item.to, start, split.tokens.end[item.to - 1], true);
  const cursor = parser.parse('void f()' + n.text).walk();
  let best: [number, number] | undefined;
  for (;;) {
    if (cursor.nodeType === 'ERROR' || cursor.nodeIsMissing) {
      const range: [number, number] = [cursor.startIndex, cursor.endIndex];
      if (!best || range[1] - range[0] < best[1] - best[0]) best = range;
    }
    if (cursor.gotoFirstChild() || cursor.gotoNextSibling()) continue;
    let climbed = false;
    while (cursor.gotoParent()) if (cursor.gotoNextSibling()) { climbed = true; break; }
    if (!climbed) break;
  }
  const offset = start - 8 + (best?.[0] ?? 8);
  console.log(`FAIL ${file}:${lineOf(text, offset)} ${f.name || '(no name)'}`);
  console.log('   | ' + text.slice(Math.max(0, offset - 60), offset + 90).replace(/\s+/g, ' '));
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function percent(part: number, whole: number): string {
  return whole ? `${((100 * part) / whole).toFixed(2)} %` : '-';
}

function sources(folder: string): string[] {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.[ch]$/.test(name) ? [path] : [];
  });
}
