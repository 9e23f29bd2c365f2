/** A kernel tree in the language server: what is near first, the whole tree in the background. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Diagnostic, ProgressToken } from 'vscode-languageserver';
import { codes, startClient, type Client, type ClientOptions, type WorkDoneProgress } from './lsp-support.ts';

let client: Client | undefined;
afterEach(async () => {
  await client?.close();
  client = undefined;
});

const RULE = 'softirq-unsafe-lock';
const NEAR = 'sleep-in-atomic';

/** The lock is taken in process context; that `tick()` is a timer's callback stands in a folder that nothing leads to. */
const TREE: Readonly<Record<string, string>> = {
  Kconfig: '', MAINTAINERS: '', 'kernel/Makefile': '',
  'include/linux/shared.h': 'extern spinlock_t shared_lock;\nvoid tick(struct timer_list *t);\n',
  'drivers/a/shared.c': `#include <linux/shared.h>
spinlock_t shared_lock;
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
void nap(void)
{
	spin_lock(&shared_lock);
	msleep(1);
	spin_unlock(&shared_lock);
}
`,
  'drivers/b/arm.c': '#include <linux/shared.h>\nvoid arm(struct timer_list *timer)\n{\n\ttimer_setup(timer, tick, 0);\n}\n',
};
const FILE = 'drivers/a/shared.c';

async function start(options: Partial<ClientOptions> = {}): Promise<Client> {
  return (client = await startClient({ from: [], files: TREE, capabilities: { window: { workDoneProgress: true } }, ...options }));
}

const isWhole = (found: readonly Diagnostic[]): boolean => codes(found).includes(RULE);

test('what the file itself shows comes without the tree; the tree adds the rest, and progress ends', async () => {
  const seen: WorkDoneProgress[] = [];
  const { open, until, folder } = await start({ onProgress: (_, value) => seen.push(value) });
  await open(FILE);
  const first = await until(FILE, (found) => found.length > 0);
  expect(codes(first)).toContain(NEAR);
  const all = await until(FILE, isWhole);
  expect(codes(all)).toContain(NEAR);
  await expect.poll(() => seen.at(-1)?.kind, { timeout: 60_000 }).toBe('end');
  expect(seen[0]).toMatchObject({ kind: 'begin', cancellable: true });
  expect(existsSync(join(folder, '.cache/lockctx'))).toBe(true);
});

test('after an edit what only the tree knows stays', async () => {
  const { open, until, replace, pushed } = await start();
  await open(FILE);
  await until(FILE, isWhole);
  await replace(FILE, 'return 0;', 'return 7;');
  await replace(FILE, '\tmsleep(1);\n', '');
  await until(FILE, (found) => !codes(found).includes(NEAR));
  expect(isWhole(pushed(FILE)!)).toBe(true);
});

test('of a tree that is larger than the memory allows what is related to the open file is held', async () => {
  const held: unknown[] = [];
  const padding = Array.from({ length: 400 }, (_, i) => [`lib/${i}.c`, `static int f${i}(int x)\n{\n\treturn x + ${i};\n}\n`.repeat(900)]);
  const { open, until, connection } = await start({ files: { ...TREE, ...Object.fromEntries(padding) }, settings: { memory: 512, jobs: 1 } });
  connection.onNotification('lockctx/status', ({ held: now }: { held?: unknown }) => void held.push(now));
  await open(FILE);
  await until(FILE, isWhole);
  const { files, of } = held.at(-1) as { files: number; of: number };
  expect(of).toBe(403);
  expect(files).toBeLessThan(350);
});

test('what a closed file led to is let go', async () => {
  const { open, until, connection, uri } = await start({ settings: { background: false } });
  await open(FILE);
  await until(FILE, (found) => found.length > 0);
  const classes = (): Promise<readonly { name: string }[]> => connection.sendRequest('lockctx/lockClasses', {});
  expect((await classes()).map(({ name }) => name)).toEqual(['shared_lock']);
  await open('drivers/b/arm.c');
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(FILE) } });
  await expect.poll(async () => (await classes()).length).toBe(0);
});

test('reading that is cancelled leaves what is near', async () => {
  let cancel: (token: ProgressToken) => void = () => undefined;
  const seen: WorkDoneProgress[] = [];
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`lib/${i}.c`, `int f${i}(void)\n{\n\treturn ${i};\n}\n`.repeat(500)]));
  const { open, until, pushed, connection } = await start({
    files: { ...TREE, ...many }, settings: { jobs: 1 },
    onProgress: (token, value) => {
      seen.push(value);
      if (value.kind === 'begin') cancel(token);
    },
  });
  cancel = (token) => void connection.sendNotification('window/workDoneProgress/cancel', { token });
  await open(FILE);
  await until(FILE, (found) => found.length > 0);
  await expect.poll(() => seen.at(-1)?.kind, { timeout: 60_000 }).toBe('end');
  expect(codes(pushed(FILE)!)).toEqual([NEAR]);
});

test('without the background nothing is read but what is near', async () => {
  const seen: WorkDoneProgress[] = [];
  const { open, until, connection, folder } = await start({ settings: { background: false }, onProgress: (_, value) => seen.push(value) });
  await open(FILE);
  expect(codes(await until(FILE, (found) => found.length > 0))).toEqual([NEAR]);
  await connection.sendRequest('lockctx/lockClasses', {});
  expect(seen).toEqual([]);
  expect(existsSync(join(folder, '.cache'))).toBe(false);
});
