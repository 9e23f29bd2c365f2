#!/usr/bin/env node
/**
 * `node scripts/bench-lsp.mjs TREE [FILE...]`: the built language server on files of a kernel tree, as an editor meets it: milliseconds to the first
 * diagnostics, from an edit to those of the new text, the server's pause included (median and 95 %), and for a hover. "CPU ms": what the server's
 * processes spent, whatever else the machine did: to the first diagnostics, and for one edit on average. "MB": resident memory of all its processes,
 * now and the most that was seen. With BACKGROUND=1 the whole tree is the workspace: edits are made while it is explored, until that has ended
 * ("explored s"), and again at rest. COLD=1: with an empty cache. Nothing is written to the tree. LOCKCTX=PROGRAM measures another build.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import protocol from '../node_modules/vscode-languageserver/lib/node/main.js';

const { createProtocolConnection, StreamMessageReader, StreamMessageWriter } = protocol;
const [tree, ...named] = process.argv.slice(2);
if (!tree) {
  console.error('usage: bench-lsp.mjs TREE [FILE...]');
  process.exit(2);
}
const files = named.length ? named : ['drivers/net/ethernet/intel/e1000e/netdev.c', 'kernel/bpf/hashtab.c'];
const program = process.env.LOCKCTX ?? fileURLToPath(new URL('../server/bin/lockctx.js', import.meta.url));
const isBackground = Boolean(process.env.BACKGROUND);
const EDITS = 20;
const HOVERS = 20;
/** Milliseconds without news from the server: what surrounds the file is read. */
const QUIET = 4000;
/** Milliseconds from one edit to the next while the tree is explored: a person's. */
const BETWEEN = 700;
const LOOK = 250;

console.log(['file', 'when', 'first ms', 'CPU ms', 'findings', 'edits', 'edit ms', 'edit ms 95 %', 'CPU ms', 'hover ms', 'hover ms 95 %', 'MB', 'most MB', 'explored s', 'load'].join('\t'));
for (const file of files) await measure(resolve(tree), file);

async function measure(root, file) {
  const path = join(root, file);
  const uri = pathToFileURL(path).href;
  const text = readFileSync(path, 'utf8');
  const cache = process.env.COLD ? mkdtempSync(join(tmpdir(), 'lockctx-bench-')) : undefined;
  const server = spawn(process.execPath, [program, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...(cache && { XDG_CACHE_HOME: cache }) } });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const published = new Map();
  let wake = () => undefined;
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    if (params.uri !== uri) return;
    published.set(params.version, params.diagnostics);
    wake();
  });
  let lastStatus = performance.now();
  connection.onNotification('lockctx/status', () => (lastStatus = performance.now()));
  const log = [];
  connection.onNotification('window/logMessage', ({ message }) => void log.push(message));
  let exploration = isBackground ? 'awaited' : 'ended';
  let begun = 0;
  let explored = 0;
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onUnhandledProgress(({ value: { kind } }) => {
    if (kind === 'begin') begun = performance.now();
    if (kind !== 'end') return;
    exploration = 'ended';
    explored = performance.now() - begun;
  });
  connection.listen();
  let most = 0;
  const looking = setInterval(() => (most = Math.max(most, memoryOf(server.pid))), LOOK);

  const diagnosticsOf = async (version) => {
    while (!published.has(version)) await new Promise((resolve) => (wake = resolve));
    return published.get(version);
  };
  const start = performance.now();
  const rootUri = pathToFileURL(root).href;
  await connection.sendRequest('initialize', {
    processId: process.pid, rootUri, capabilities: { window: { workDoneProgress: true } }, workspaceFolders: [{ uri: rootUri, name: 'tree' }],
    initializationOptions: { settings: { severity: 'hint', background: isBackground, ...JSON.parse(process.env.SETTINGS ?? '{}') } },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version: 1, text } });
  const findings = await diagnosticsOf(1);
  const first = performance.now() - start;
  const firstSpent = spentBy(server.pid);
  let version = 1;

  // A lock that is never released comes and goes: diagnostics differ with every version.
  const position = { line: text.split('\n').length - 1, character: 0 };
  const added = 'static DEFINE_SPINLOCK(bench_lock);\nstatic int bench(int x)\n{\n\tspin_lock(&bench_lock);\n\tif (x)\n\t\treturn 1;\n\tspin_unlock(&bench_lock);\n\treturn 0;\n}\n';
  const end = { line: position.line + added.split('\n').length - 1, character: 0 };
  async function edit() {
    const isAdding = ++version % 2 === 0;
    const began = performance.now();
    await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [isAdding ? { range: { start: position, end: position }, text: added } : { range: { start: position, end }, text: '' }] });
    await diagnosticsOf(version);
    return performance.now() - began;
  }
  async function hover(line) {
    const began = performance.now();
    await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character: 15 } });
    return performance.now() - began;
  }
  async function series(when, wantsMore, between) {
    const edits = [];
    const before = spentBy(server.pid);
    while (wantsMore(edits.length)) {
      edits.push(await edit());
      if (between) await wait(between);
    }
    const editSpent = edits.length ? (spentBy(server.pid) - before) / edits.length : 0;
    const hovers = [];
    for (const line of hoverLines(text)) hovers.push(await hover(line));
    const numbers = [first, firstSpent, findings.length, edits.length, share(edits, 0.5), share(edits, 0.95), editSpent, share(hovers, 0.5), share(hovers, 0.95), memoryOf(server.pid), most].map(Math.round);
    console.log([file, when, ...numbers, (explored / 1000).toFixed(1), loadavg()[0].toFixed(1)].join('\t'));
  }

  if (isBackground) await series('exploring', () => exploration !== 'ended', BETWEEN);
  lastStatus = performance.now();
  while (performance.now() - lastStatus < QUIET) await wait(QUIET / 4);
  await series('at rest', (count) => count < EDITS, 0);
  if (process.env.VERBOSE) console.log(log.join('\n'));
  clearInterval(looking);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  if (cache) rmSync(cache, { recursive: true, force: true });
}

function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A process and those it started. */
function familyOf(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) => quietly(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number)) ?? []);
  return [pid, ...children.flatMap((child) => quietly(() => familyOf(child)) ?? [])];
}

/** Milliseconds of processor time; Linux counts in hundredths of a second. */
function spentBy(pid) {
  return sum(familyOf(pid), (id) => {
    const [user, system] = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  });
}

/** Megabytes; the pages of a program that all its processes share count for one of them. */
function memoryOf(pid) {
  return sum(quietly(() => familyOf(pid)) ?? [], (id) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024);
}

function sum(ids, valueOf) {
  return ids.reduce((total, id) => total + (quietly(() => valueOf(id)) ?? 0), 0);
}

/** Undefined of a process that has ended meanwhile. */
function quietly(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function share(times, part) {
  return times.sort((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? NaN;
}

function hoverLines(text) {
  return text.split('\n').flatMap((line, i) => (/^static \w+ \w+\(/.test(line) ? [i] : [])).slice(0, HOVERS);
}
