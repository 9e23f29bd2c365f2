/** What an editor asks about a place, over the wire: hovers, marks, navigation, completion, and the requests of our own. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { CallHierarchyIncomingCall, CallHierarchyItem, CodeAction, CodeLens, CompletionItem, Hover, InlayHint, Location, MarkupContent } from 'vscode-languageserver';
import type { LockClassInfo, SplatExplanation } from '../src/lsp/protocol.ts';
import { fixtures, startClient, type Client, type ClientOptions } from './lsp-support.ts';

let client: Client | undefined;
afterEach(async () => {
  await client?.close();
  client = undefined;
});

const FILE = 'demo/flow_gc.c';
const everything = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

async function start(options: Partial<ClientOptions> = {}): Promise<Client> {
  client = await startClient({ from: ['demo'], ...options });
  await client.open(FILE);
  return client;
}

async function hoverText(place: string, path = FILE): Promise<string> {
  const hover = await client!.ask<Hover | null>('textDocument/hover', path, place);
  return (hover?.contents as MarkupContent | undefined)?.value ?? '';
}

describe('hover', () => {
  test('a function says where it runs and who proves it', async () => {
    await start();
    const text = await hoverText('flow_destroy(struct');
    expect(text).toMatch(/flow_destroy\(\).*softirq \(rcu\)/);
    expect(text).toMatch(/flow_free_rcu\(\).*call_rcu/);
    expect(text).not.toMatch(/process/);
  });

  test('a lock says its class and who else takes it', async () => {
    await start();
    const text = await hoverText('&cache.lock);\n        //');
    expect(text).toContain('struct flow_cache.lock');
    expect(text).toContain('flow_account');
  });

  test('a section says where a BPF program runs', async () => {
    const path = 'prog.bpf.c';
    await start({ files: { [path]: 'SEC("kprobe/do_unlinkat")\nint trace(struct pt_regs *ctx)\n{\n\treturn 0;\n}\n' } });
    await client!.open(path);
    expect(await hoverText('kprobe', path)).toContain('BPF_PROG_TYPE_KPROBE');
  });

  test('nothing is said of what is no function and no lock, or where it is switched off', async () => {
    await start();
    expect(await hoverText('schedule_timeout_interruptible')).toBe('');
    await client!.connection.sendNotification('workspace/didChangeConfiguration', { settings: { lockctx: { hover: { enable: false } } } });
    expect(await hoverText('flow_destroy(struct')).toBe('');
  });
});

test('lenses name the contexts of each function, also after an edit', async () => {
  const { connection, uri, replace } = await start();
  const lensAt = async (line: number): Promise<string[]> => {
    const lenses: CodeLens[] = await connection.sendRequest('textDocument/codeLens', { textDocument: { uri: uri(FILE) } });
    return lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command!.title);
  };
  const { line } = client!.at(FILE, 'flow_destroy(struct');
  expect(await lensAt(line)).toEqual(['runs in: softirq (rcu)']);
  await replace(FILE, '#include <linux/kthread.h>', '#include <linux/kthread.h>\n');
  expect(await lensAt(line + 1)).toEqual(['runs in: softirq (rcu)']);
});

test('hints tell the two states in which one lock is taken apart', async () => {
  const { connection, uri, at } = await start();
  const hints: InlayHint[] = await connection.sendRequest('textDocument/inlayHint', { textDocument: { uri: uri(FILE) }, range: everything });
  const hintAt = (piece: string): InlayHint | undefined => hints.find(({ position }) => position.line === at(FILE, piece).line);
  expect(hintAt('spin_lock(&c->lock)')?.label).toMatch(/softirq/);
  expect(hintAt('spin_lock(&cache.lock)')?.label).toMatch(/irqs on/);
});

describe('navigation', () => {
  test('the definition of a finding is its other side', async () => {
    const { at, ask, uri, until } = await start();
    await until(FILE, (found) => found.length > 0);
    const sides = await ask<Location[]>('textDocument/definition', FILE, '&cache.lock');
    expect(sides).toMatchObject([{ uri: uri(FILE), range: { start: { line: at(FILE, 'spin_lock(&c->lock)').line } } }]);
  });

  test('references of a lock are its acquisitions', async () => {
    const { at, ask } = await start();
    const taken = await ask<Location[]>('textDocument/references', FILE, '&cache.lock', { context: { includeDeclaration: true } });
    expect(taken.map(({ range }) => range.start.line).sort()).toEqual([at(FILE, 'spin_lock(&c->lock)'), at(FILE, 'spin_lock(&cache.lock)')].map(({ line }) => line).sort());
  });

  test('the call hierarchy leads up to the entry point', async () => {
    const { ask, connection } = await start();
    const [item] = await ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', FILE, 'flow_account(struct');
    expect(item).toMatchObject({ name: 'flow_account', detail: 'softirq (rcu)' });
    const up = async (of: CallHierarchyItem): Promise<CallHierarchyItem[]> =>
      (await connection.sendRequest<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item: of })).map(({ from }) => from);
    const callers = await up(item);
    expect(callers.map(({ name }) => name)).toEqual(['flow_destroy']);
    expect((await up(callers[0])).map(({ name }) => name)).toEqual(['flow_free_rcu']);
  });
});

describe('completion', () => {
  test('offers rules in a suppression', async () => {
    const { replace, connection, uri, at } = await start();
    await replace(FILE, '#include <linux/kthread.h>', '// lockctx-ignore \n#include <linux/kthread.h>');
    const items: CompletionItem[] = await connection.sendRequest('textDocument/completion', { textDocument: { uri: uri(FILE) }, position: at(FILE, 'lockctx-ignore ', 15) });
    expect(items.map(({ label }) => label)).toContain('softirq-unsafe-lock');
  });

  test('offers members and values of lockctx.json', async () => {
    const path = 'lockctx.json';
    const { open, connection, uri, at } = await start({ files: { [path]: '{ "rules": { "lock-leak": "" } }' } });
    await open(path);
    const complete = async (piece: string, plus: number): Promise<string[]> =>
      (await connection.sendRequest<CompletionItem[]>('textDocument/completion', { textDocument: { uri: uri(path) }, position: at(path, piece, plus) })).map(({ label }) => label);
    expect(await complete('"lock-leak"', 1)).toContain('lock-inversion');
    expect(await complete('""', 1)).toEqual(expect.arrayContaining(['error', 'off']));
  });
});

test('a fix is for the text of this moment, not for the one that was analysed last', async () => {
  const { until, replace, connection, uri, at } = await start();
  const [finding] = await until(FILE, (found) => found.length > 0);
  await replace(FILE, '#include <linux/kthread.h>', '\n\n#include <linux/kthread.h>');
  const range = { start: at(FILE, '&cache.lock'), end: at(FILE, '&cache.lock', 11) };
  const actions: CodeAction[] = await connection.sendRequest('textDocument/codeAction', { textDocument: { uri: uri(FILE) }, range, context: { diagnostics: [{ ...finding, range }] } });
  const edits = actions.find(({ isPreferred }) => isPreferred)!.edit!.changes![uri(FILE)];
  expect(edits[0].range.start).toEqual(at(FILE, 'spin_lock(&cache.lock)'));
});

test('a fix is there as soon as a missing brace is back', async () => {
  const { until, replace, connection, uri } = await start();
  const [finding] = await until(FILE, (found) => found.length > 0);
  const ask = (): Promise<CodeAction[]> => connection.sendRequest('textDocument/codeAction', { textDocument: { uri: uri(FILE) }, range: finding.range, context: { diagnostics: [finding] } });
  await replace(FILE, 'static int flow_gc(void *unused)\n{', 'static int flow_gc(void *unused)\n');
  expect(await ask()).toEqual([]);
  await replace(FILE, 'static int flow_gc(void *unused)\n', 'static int flow_gc(void *unused)\n{');
  expect((await ask()).some(({ isPreferred }) => isPreferred)).toBe(true);
});

test('lock classes, with usage as lockdep prints it', async () => {
  const { connection } = await start();
  const classes: LockClassInfo[] = await connection.sendRequest('lockctx/lockClasses', {});
  const found = classes.find(({ name }) => name === 'struct flow_cache.lock')!;
  expect(found).toMatchObject({ kind: 'spinlock', usage: '{+.?.}' });
  expect(found.acquisitions.map(({ context, function: name }) => `${context} ${name}`).sort()).toEqual(['process flow_gc', 'softirq flow_account']);
});

test('a finding is replayed by its fingerprint', async () => {
  const { until, connection, uri } = await start();
  const [{ data }] = await until(FILE, (found) => found.length > 0);
  expect(await connection.sendRequest('lockctx/simulate', { uri: uri(FILE), ...(data as object) })).toMatchObject({ run: { bad: 'deadlock' } });
  expect(await connection.sendRequest('lockctx/simulate', { uri: uri(FILE), fingerprint: '0000000000000000' })).toBeNull();
});

describe('a kernel report', () => {
  const SPLAT = `WARNING: inconsistent lock state
6.12.0 #1 Not tainted
--------------------------------
inconsistent {SOFTIRQ-ON-W} -> {IN-SOFTIRQ-W} usage.
swapper/0/0 [HC0[0]:SC1[1]:HE1:SE0] takes:
ffffffffc0a040b8 (&c->lock){+.?.}-{2:2}, at: flow_account+0x1a/0x50 [flow]
{SOFTIRQ-ON-W} state was registered at:
  lock_acquire+0xd1/0x2d0
  _raw_spin_lock+0x2f/0x40
  flow_gc+0x2b/0x90 [flow]
  kthread+0xe6/0x120
`;

  test('leads to the finding in the source that is open', async () => {
    const { connection, uri, at } = await start();
    const { markdown, locations, findings }: SplatExplanation = await connection.sendRequest('lockctx/explainSplat', { text: SPLAT });
    expect(markdown).toContain('softirq-unsafe-lock');
    expect(locations[0]).toEqual({ uri: uri(FILE), range: { start: at(FILE, '&cache.lock'), end: at(FILE, '&cache.lock', 11) } });
    expect(await connection.sendRequest('lockctx/simulate', findings[0])).toMatchObject({ reproduced: true, rule: 'softirq-unsafe-lock' });
  });

  test('of other source is explained by itself', async () => {
    const { connection } = await start();
    const text = readFileSync(join(fixtures, 'splats/spinlock-recursion.log'), 'utf8');
    expect(await connection.sendRequest('lockctx/explainSplat', { text })).toMatchObject({ markdown: expect.stringContaining('recursion'), locations: [] });
  });

  test('is asked for in vain in a text that holds none', async () => {
    const { connection } = await start();
    expect(await connection.sendRequest('lockctx/explainSplat', { text: 'usb 1-1: new high-speed USB device' })).toBeNull();
  });
});
