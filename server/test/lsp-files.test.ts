/** Files as they come: large, in other encodings, renamed, with their folders gone; and every feature switched off. */

import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startClient, type Client, type ClientOptions } from './lsp-support.ts';

let client: Client | undefined;
afterEach(async () => {
  await client?.close();
  client = undefined;
});

const RULE = 'softirq-unsafe-lock';
const SHARED = `extern spinlock_t shared_lock;
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
const TICK = `spinlock_t shared_lock;
static void tick(struct timer_list *t)
{
	spin_lock(&shared_lock);
	spin_unlock(&shared_lock);
}
void arm(struct timer_list *timer)
{
	timer_setup(timer, tick, 0);
}
`;

async function start(options: Partial<ClientOptions> = {}): Promise<Client> {
  return (client = await startClient({ from: [], files: { 'shared.c': SHARED, 'timer/tick.c': TICK }, ...options }));
}

const isFound = (found: readonly { code?: unknown }[]): boolean => found.some(({ code }) => code === RULE);

test.each<[string, (text: string) => Buffer | string]>([
  ['a byte order mark', (text) => `\uFEFF${text}`],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['Latin-1', (text) => Buffer.from(`/* M\xfcller */ ${text}`, 'latin1')],
])('the other side stands in a file with %s', async (_name, encode) => {
  const { open, until, folder } = await start();
  writeFileSync(join(folder, 'timer/tick.c'), encode(TICK));
  await open('shared.c');
  const [finding] = await until('shared.c', isFound);
  expect(finding.relatedInformation!.filter(({ location }) => location.uri.endsWith('tick.c')).map(({ location }) => location.range.start)).toContainEqual({ line: 3, character: 11 });
});

test('a UTF-16 file on disk is skipped, the text that the editor makes of it is analysed', async () => {
  const { open, until, folder, log } = await start();
  writeFileSync(join(folder, 'timer/tick.c'), Buffer.from(`\uFEFF${TICK}`, 'utf16le'));
  await open('shared.c');
  await until('shared.c', (found) => !isFound(found));
  expect(log.join('\n')).toMatch(/tick\.c is a binary file/);
  await open('timer/tick.c', TICK);
  await until('shared.c', isFound);
});

test('a file of five megabytes', async () => {
  const { open, until, folder, replace } = await start();
  const path = join(folder, 'timer/tick.c');
  const filler = (i: number): string => `static int filler_${i}(int a, int b)\n{\n\tif (a > b)\n\t\treturn a * ${i};\n\treturn b + ${i};\n}\n`;
  appendFileSync(path, Array.from({ length: 60_000 }, (_, i) => filler(i)).join(''));
  await open('timer/tick.c');
  await open('shared.c');
  await until('shared.c', isFound);
  await replace('timer/tick.c', 'timer_setup(timer, tick, 0);', '');
  await until('shared.c', (found) => !isFound(found));
}, 120_000);

test('a file that is renamed keeps its findings under its new name', async () => {
  const { open, until, folder, connection, uri } = await start();
  await open('shared.c');
  await until('shared.c', isFound);
  renameSync(join(folder, 'shared.c'), join(folder, 'common.c'));
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('shared.c') } });
  await open('common.c');
  await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('shared.c'), type: 3 }, { uri: uri('common.c'), type: 1 }] });
  const [finding] = await until('common.c', isFound);
  expect(finding.relatedInformation!.some(({ location }) => location.uri === uri('shared.c'))).toBe(false);
  await until('shared.c', (found) => found.length === 0);
});

test('a folder that is deleted, and one that is renamed', async () => {
  const { open, until, folder, connection, uri, initialized } = await start();
  expect(initialized.capabilities.workspace?.fileOperations).toMatchObject({ didRename: {}, didDelete: {} });
  await open('shared.c');
  await until('shared.c', isFound);
  renameSync(join(folder, 'timer'), join(folder, 'clock'));
  await connection.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: uri('timer'), newUri: uri('clock') }] });
  await until('shared.c', (found) => found.some(({ relatedInformation }) => relatedInformation?.some(({ location }) => location.uri.includes('/clock/'))));
  rmSync(join(folder, 'clock'), { recursive: true });
  await connection.sendNotification('workspace/didDeleteFiles', { files: [{ uri: uri('clock') }] });
  await until('shared.c', (found) => !isFound(found));
});

test('a file that is not on disk, and one that is no file at all', async () => {
  const { open, until, connection } = await start();
  await open('new.c', SHARED.replaceAll('work', 'labour'));
  await until('new.c', isFound);
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: 'untitled:Untitled-1', languageId: 'c', version: 1, text: SHARED } });
  expect(await connection.sendRequest('textDocument/hover', { textDocument: { uri: 'untitled:Untitled-1' }, position: { line: 1, character: 12 } })).toBe(null);
});

const everywhere = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

test.each<[string, string, object]>([
  ['hover', 'textDocument/hover', {}],
  ['codeLens', 'textDocument/codeLens', {}],
  ['inlayHints', 'textDocument/inlayHint', { range: everywhere }],
  ['callHierarchy', 'textDocument/prepareCallHierarchy', {}],
  ['navigation', 'textDocument/definition', {}],
  ['navigation', 'textDocument/references', { context: { includeDeclaration: true } }],
])('%s is there until it is switched off: %s', async (feature, method, more) => {
  const { open, until, ask, connection } = await start();
  await open('shared.c');
  await until('shared.c', isFound);
  const place = /hover|CallHierarchy/.test(method) ? 'work(void' : 'shared_lock);';
  const isEmpty = (answer: unknown): boolean => answer === null || (Array.isArray(answer) && answer.length === 0);
  expect(isEmpty(await ask(method, 'shared.c', place, more))).toBe(false);
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { lockctx: { [feature]: { enable: false } } } });
  expect(isEmpty(await ask(method, 'shared.c', place, more))).toBe(true);
});

test('completion is there until it is switched off', async () => {
  const { open, ask, connection } = await start({ files: { 'a.c': '// lockctx-ignore \nint x;\n' } });
  await open('a.c');
  const offered = (): Promise<unknown> => ask('textDocument/completion', 'a.c', 'ignore ', { position: { line: 0, character: 18 } });
  expect(await offered()).not.toEqual(null);
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: { lockctx: { completion: { enable: false } } } });
  expect(await offered()).toEqual(null);
});
