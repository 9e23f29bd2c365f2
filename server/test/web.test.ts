/** The browser's worker, its bundle run in a thread with the few names of a worker's scope that it uses. */

import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, Hover } from 'vscode-languageserver';
import { BUG } from './support.ts';

const dist = new URL('../dist/', import.meta.url);
const scope = `
const { parentPort } = require('node:worker_threads');
globalThis.self = Object.assign(globalThis, { addEventListener() {}, postMessage: (message) => parentPort.postMessage(message) });
parentPort.on('message', (data) => self.onmessage({ data }));
`;
const worker = new Worker(scope + readFileSync(new URL('web.js', dist), 'utf8'), { eval: true });
const uri = 'vscode-vfs://host/a.c';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly params?: { readonly uri: string; readonly diagnostics: readonly Diagnostic[] };
}

afterAll(() => void worker.terminate());

test('opens a file, finds, explains, mends', async () => {
  worker.postMessage({ runtime: readFileSync(new URL('web-tree-sitter.wasm', dist)), grammar: readFileSync(new URL('tree-sitter-c.wasm', dist)) });
  await request('initialize', { processId: null, rootUri: null, capabilities: {} });
  notify('initialized', {});
  const published = next(({ method }) => method === 'textDocument/publishDiagnostics');
  notify('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version: 1, text: BUG } });
  const [diagnostic] = (await published).params!.diagnostics;
  expect(diagnostic).toMatchObject({ code: 'softirq-unsafe-lock', source: 'lockctx', severity: 1 });
  expect(diagnostic.relatedInformation!.length).toBeGreaterThan(2);

  const hover = (await request('textDocument/hover', { textDocument: { uri }, position: { line: 3, character: 14 } })) as Hover;
  expect(hover.contents).toMatchObject({ value: expect.stringContaining('softirq (timer)') });

  const actions = (await request('textDocument/codeAction', { textDocument: { uri }, range: diagnostic.range, context: { diagnostics: [diagnostic] } })) as CodeAction[];
  const edits = actions.find(({ isPreferred }) => isPreferred)!.edit!.changes![uri];
  expect(edits.map(({ newText }) => newText).join(' ')).toContain('_bh');
  const mended = next(({ method }) => method === 'textDocument/publishDiagnostics');
  const lastFirst = [...edits].sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character);
  notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: lastFirst.map(({ range, newText }) => ({ range, text: newText })) });
  expect((await mended).params!.diagnostics).toEqual([]);
});

let id = 0;

async function request(method: string, params: unknown): Promise<unknown> {
  const mine = ++id;
  const answer = next((message) => message.id === mine);
  worker.postMessage({ jsonrpc: '2.0', id: mine, method, params });
  return (await answer).result;
}

function notify(method: string, params: unknown): void {
  worker.postMessage({ jsonrpc: '2.0', method, params });
}

function next(isWanted: (message: Message) => boolean): Promise<Message> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    const listen = (message: Message): void => {
      if (!isWanted(message)) return;
      worker.off('message', listen);
      worker.off('error', reject);
      resolve(message);
    };
    worker.on('message', listen);
  });
}
