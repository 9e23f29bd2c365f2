#!/usr/bin/env node
/**
 * `node scripts/bench-lsp.mjs TREE [FILE...]`: the built language server on files of a kernel tree, as an editor meets it: milliseconds to the first
 * diagnostics, from an edit to those of the new text (median and 95 %), and for a hover; megabytes at the end. "CPU ms": what the server's threads spent
 * on it, whatever else the machine did: to the first diagnostics, and for one edit on average. Nothing is written to the tree. LOCKCTX=PROGRAM measures another build.
 */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
const EDITS = 20;
const HOVERS = 20;
/** Milliseconds without news from the server: what surrounds the file is read. */
const QUIET = 4000;

console.log(['file', 'first ms', 'CPU ms', 'findings', 'edit ms', 'edit ms 95 %', 'CPU ms', 'hover ms', 'hover ms 95 %', 'RSS MB'].join('\t'));
for (const file of files) console.log([file, ...(await measure(resolve(tree), file))].join('\t'));

async function measure(root, file) {
  const path = join(root, file);
  const uri = pathToFileURL(path).href;
  const text = readFileSync(path, 'utf8');
  const server = spawn(process.execPath, [program, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
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
  connection.listen();
  const diagnosticsOf = async (version) => {
    while (!published.has(version)) await new Promise((resolve) => (wake = resolve));
    return published.get(version);
  };
  const start = performance.now();
  const rootUri = pathToFileURL(root).href;
  await connection.sendRequest('initialize', {
    processId: process.pid, rootUri, capabilities: {}, workspaceFolders: [{ uri: rootUri, name: 'tree' }],
    initializationOptions: { settings: { severity: 'hint', background: Boolean(process.env.BACKGROUND) } },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version: 1, text } });
  const findings = await diagnosticsOf(1);
  const first = performance.now() - start;
  const firstSpent = spentBy(server.pid);
  while (performance.now() - lastStatus < QUIET) await new Promise((resolve) => setTimeout(resolve, QUIET / 4));

  // A lock that is never released comes and goes: diagnostics differ with every version.
  const position = { line: text.split('\n').length - 1, character: 0 };
  const edits = [];
  const before = spentBy(server.pid);
  for (let version = 2; version < 2 + EDITS; version++) {
    const added = 'static DEFINE_SPINLOCK(bench_lock);\nstatic int bench(int x)\n{\n\tspin_lock(&bench_lock);\n\tif (x)\n\t\treturn 1;\n\tspin_unlock(&bench_lock);\n\treturn 0;\n}\n';
    const isAdding = version % 2 === 0;
    const end = { line: position.line + added.split('\n').length - 1, character: 0 };
    const began = performance.now();
    await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [isAdding ? { range: { start: position, end: position }, text: added } : { range: { start: position, end }, text: '' }] });
    await diagnosticsOf(version);
    edits.push(performance.now() - began);
  }
  const editSpent = (spentBy(server.pid) - before) / EDITS;
  const hovers = [];
  for (const line of hoverLines(text)) {
    const began = performance.now();
    await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character: 15 } });
    hovers.push(performance.now() - began);
  }
  const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  connection.dispose();
  return [first, firstSpent, findings.length, share(edits, 0.5), share(edits, 0.95), editSpent, share(hovers, 0.5), share(hovers, 0.95), memory].map(Math.round);
}

/** Milliseconds of processor time of a process; Linux counts in hundredths of a second. */
function spentBy(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

function share(times, part) {
  return times.sort((a, b) => a - b)[Math.ceil(times.length * part) - 1];
}

function hoverLines(text) {
  return text.split('\n').flatMap((line, i) => (/^static \w+ \w+\(/.test(line) ? [i] : [])).slice(0, HOVERS);
}
