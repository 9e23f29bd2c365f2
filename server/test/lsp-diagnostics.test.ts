/** Diagnostics over the wire: opened, edited, broken, fixed, silenced; pushed and pulled. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import { codes, startClient, type Client, type ClientOptions } from './lsp-support.ts';

let client: Client | undefined;
afterEach(async () => {
  await client?.close();
  client = undefined;
});

const FILE = 'demo/flow_gc.c';
const RULE = 'softirq-unsafe-lock';

async function start(options: Partial<ClientOptions> = {}): Promise<Client> {
  return (client = await startClient({ from: ['demo'], ...options }));
}

test('a finding has its place, its rule, its page and both paths', async () => {
  const { open, until, at, uri } = await start();
  await open(FILE);
  const [finding] = await until(FILE, (found) => found.length > 0);
  expect(finding).toMatchObject({ code: RULE, source: 'lockctx', severity: 1, range: { start: at(FILE, '&cache.lock') } });
  expect(finding.codeDescription?.href).toMatch(/docs\/rules\/softirq-unsafe-lock\.md$/);
  expect(finding.data).toMatchObject({ fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) });
  const steps = finding.relatedInformation!;
  expect(steps.every(({ location }) => location.uri === uri(FILE))).toBe(true);
  expect(steps.map(({ message }) => message).join('\n')).toMatch(/process[\s\S]*flow_gc\(\) is entered[\s\S]*softirq \(rcu\)[\s\S]*flow_account\(\) takes/);
});

test('an unsaved text counts, and a fix makes the finding go away', async () => {
  const { open, until, connection, uri, apply, text } = await start();
  await open(FILE);
  const [finding] = await until(FILE, (found) => found.length > 0);
  const actions: CodeAction[] = await connection.sendRequest('textDocument/codeAction', { textDocument: { uri: uri(FILE) }, range: finding.range, context: { diagnostics: [finding] } });
  const preferred = actions.find((action) => action.isPreferred)!;
  expect(preferred.title).toMatch(/_bh/);
  await apply(preferred);
  expect(text(FILE)).toContain('spin_lock_bh(&cache.lock)');
  await until(FILE, (found) => found.length === 0);
});

test('an editor that does not give back what came with a finding is offered the same fixes', async () => {
  const { open, until, connection, uri, at } = await start();
  await open(FILE);
  const [finding] = await until(FILE, (found) => found.length > 0);
  const ask = (context: object, where = finding.range): Promise<CodeAction[]> => connection.sendRequest('textDocument/codeAction', { textDocument: { uri: uri(FILE) }, range: where, context });
  const titles = (actions: readonly CodeAction[]): string[] => actions.map(({ title }) => title);
  const usual = titles(await ask({ diagnostics: [finding] }));
  const { range: place, message, code } = finding;
  expect(usual.length).toBeGreaterThan(1);
  expect(titles(await ask({ diagnostics: [{ range: place, message, code }] }))).toEqual(usual);
  expect(titles(await ask({ diagnostics: [] }, { start: at(FILE, '&cache.lock', 2), end: at(FILE, '&cache.lock', 2) }))).toEqual(usual);
  expect(await ask({ diagnostics: [] }, range(0))).toEqual([]);
});

test('fix all', async () => {
  const { open, until, connection, uri, apply } = await start();
  await open(FILE);
  await until(FILE, (found) => found.length > 0);
  const [action]: CodeAction[] = await connection.sendRequest('textDocument/codeAction', { textDocument: { uri: uri(FILE) }, range: range(0), context: { diagnostics: [], only: ['source.fixAll'] } });
  expect(action.kind).toBe('source.fixAll.lockctx');
  await apply(action);
  await until(FILE, (found) => found.length === 0);
  expect(await connection.sendRequest('textDocument/codeAction', { textDocument: { uri: uri(FILE) }, range: range(0), context: { diagnostics: [], only: ['source.fixAll'] } }), 'a second time nothing is left to do').toEqual([]);
});

test('a comment with a reason silences; one without is a mistake itself', async () => {
  const { open, until, replace } = await start();
  await open(FILE);
  await until(FILE, (found) => found.length > 0);
  await replace(FILE, '        spin_lock(&cache.lock);', `        // lockctx-ignore ${RULE}\n        spin_lock(&cache.lock);`);
  const both = await until(FILE, (found) => found.length === 2);
  expect(codes(both)).toEqual([RULE, 'suppression']);
  await replace(FILE, `lockctx-ignore ${RULE}`, `lockctx-ignore ${RULE}: the callback is flushed before`);
  await until(FILE, (found) => found.length === 0);
});

test('a missing brace changes nothing but places', async () => {
  const { open, replace, at, connection, uri } = await start({ capabilities: { textDocument: { diagnostic: {} } } });
  await open(FILE);
  const [before] = await pull(connection, uri(FILE));
  await replace(FILE, 'flow_destroy(struct flow *flow)\n{', 'flow_destroy(struct flow *flow)\n\n');
  const during = await pull(connection, uri(FILE));
  expect(codes(during)).toEqual([String(before.code)]);
  await replace(FILE, 'flow_destroy(struct flow *flow)\n\n', 'flow_destroy(struct flow *flow)\n\n\n');
  expect((await pull(connection, uri(FILE))).map((d) => d.range.start)).toEqual([at(FILE, '&cache.lock')]);
  await replace(FILE, 'flow_destroy(struct flow *flow)\n\n\n', 'flow_destroy(struct flow *flow)\n{');
  expect(codes(await pull(connection, uri(FILE)))).toEqual([String(before.code)]);
});

test('an editor that pulls is not pushed to; what has not changed is not sent again', async () => {
  const { open, connection, uri, pushes, initialized } = await start({ capabilities: { textDocument: { diagnostic: {} } } });
  expect(initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
  await open(FILE);
  const first: DocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: uri(FILE) } });
  expect(first).toMatchObject({ kind: 'full', items: [{ code: RULE }] });
  expect(await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: uri(FILE) }, previousResultId: first.resultId })).toEqual({ kind: 'unchanged', resultId: first.resultId });
  expect(pushes(FILE)).toBe(0);
});

test('positions count UTF-16 units', async () => {
  const { open, until, at, text, folder } = await start();
  await open(FILE, readFileSync(join(folder, FILE), 'utf8').replace('        spin_lock(&cache.lock);', '        /* 锁 😀 */ spin_lock(&cache.lock);'));
  const [finding] = await until(FILE, (found) => found.length > 0);
  expect(finding.range.start).toEqual(at(FILE, '&cache.lock'));
  expect(text(FILE)).toContain('😀');
});

test('levels of lockctx.json hold as soon as it is saved', async () => {
  const { open, until, folder, connection, uri } = await start();
  await open(FILE);
  await until(FILE, (found) => found[0]?.severity === 1);
  writeFileSync(join(folder, 'lockctx.json'), JSON.stringify({ rules: { [RULE]: 'info' } }));
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('lockctx.json'), type: 2 }] });
  await until(FILE, (found) => found[0]?.severity === 3);
});

test('settings: a rule switched off, a least severity', async () => {
  const { open, until, connection } = await start();
  await open(FILE);
  await until(FILE, (found) => found.length === 1);
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { lockctx: { rules: { [RULE]: 'off' } } } });
  await until(FILE, (found) => found.length === 0);
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { lockctx: { rules: { [RULE]: 'hint' }, severity: 'hint' } } });
  await until(FILE, (found) => found[0]?.severity === 4);
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { lockctx: { rules: { [RULE]: 'hint' } } } });
  await until(FILE, (found) => found.length === 0);
});

test('mistakes in lockctx.json are shown in it', async () => {
  const { open, until } = await start();
  await open('lockctx.json', '{ "rules": { "lock-leek": "off", "lock-leak": "loud" } }');
  const found = await until('lockctx.json', (list) => list.length > 0);
  expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(/lock-leek|no such setting/), expect.stringMatching(/loud/)]);
});

const SHARED = `#include "shared.h"
spinlock_t shared_lock;
static struct timer_list timer;
void tick(struct timer_list *t)
{
	spin_lock(&shared_lock);
	spin_unlock(&shared_lock);
}
static int work(void *unused)
{
	spin_lock(&shared_lock);
	spin_unlock(&shared_lock);
	return 0;
}
void start(void)
{
	kthread_run(work, NULL, "work");
}
`;

test('a file that is created or deleted on disk', async () => {
  const { open, until, folder, connection, uri } = await start({ from: [], files: { 'shared.c': SHARED } });
  await open('shared.c');
  await until('shared.c', (found) => found.length === 0);
  writeFileSync(join(folder, 'arm.c'), 'void tick(struct timer_list *t);\nvoid arm(struct timer_list *timer)\n{\n\ttimer_setup(timer, tick, 0);\n}\n');
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('arm.c'), type: 1 }] });
  await until('shared.c', (found) => codes(found).includes(RULE));
  rmSync(join(folder, 'arm.c'));
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('arm.c'), type: 3 }] });
  await until('shared.c', (found) => found.length === 0);
});

test('two roots, each with its own configuration, and a file outside of both', async () => {
  const files = { 'demo/lockctx.json': JSON.stringify({ rules: { [RULE]: 'info' } }), 'micro/lone.c': SHARED.replace('kthread_run', 'timer_setup(&timer, tick, 0);\n\tkthread_run') };
  const { open, until } = await start({ from: ['demo', 'seed/1-gc-rcu', 'micro'], folders: ['demo', 'seed/1-gc-rcu'], files });
  await open(FILE);
  await open('seed/1-gc-rcu/gc.c');
  await open('micro/lone.c');
  await until(FILE, (found) => found.length === 1 && found[0].severity === 3);
  await until('seed/1-gc-rcu/gc.c', (found) => codes(found).includes(RULE) && found.every(({ severity }) => severity === 1));
  await until('micro/lone.c', (found) => codes(found).includes(RULE));
});

function range(line: number): Diagnostic['range'] {
  return { start: { line, character: 0 }, end: { line, character: 0 } };
}

async function pull(connection: Client['connection'], uri: string): Promise<Diagnostic[]> {
  const report: DocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  return report.kind === 'full' ? report.items : [];
}
