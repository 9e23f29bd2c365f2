/** An analysis process that dies costs its user nothing but time: another is told all that was open. */

import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { codes, startClient, type Client } from './lsp-support.ts';

const FILE = 'demo/flow_gc.c';
const some = (found: readonly Diagnostic[]): boolean => found.length > 0;

let folder: string;
let client: Client | undefined;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-crash-')));
});
afterEach(async () => {
  await client?.close();
  client = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A module that ends an analysis thread when it is asked for something and a file stands ready; the file is gone then. */
function killer(request: string, fuse: string): string {
  const path = join(folder, 'killer.mjs');
  writeFileSync(path, `
    import { existsSync, unlinkSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    if (parentPort) {
      const { on } = parentPort;
      parentPort.on = (event, listener) => on.call(parentPort, event, (message) => {
        if (event === 'message' && message.name === ${JSON.stringify(request)} && existsSync(${JSON.stringify(fuse)})) {
          unlinkSync(${JSON.stringify(fuse)});
          process.exit(7);
        }
        listener(message);
      });
    }`);
  return path;
}

test('before its first report', async () => {
  const fuse = join(folder, 'fuse');
  writeFileSync(fuse, '');
  client = await startClient({ from: ['demo'], preload: killer('report', fuse) });
  await client.open(FILE);
  expect(codes(await client.until(FILE, some))).toEqual(['softirq-unsafe-lock']);
  expect(existsSync(fuse)).toBe(false);
  expect(client.log.join('\n')).toMatch(/ended with code 7/);
});

test('while text is typed that is not on disk', async () => {
  const fuse = join(folder, 'fuse');
  client = await startClient({ from: ['demo'], preload: killer('report', fuse) });
  const { open, until, replace } = client;
  await open(FILE);
  await until(FILE, some);
  writeFileSync(fuse, '');
  await replace(FILE, 'spin_lock(&cache.lock);', 'spin_lock_bh(&cache.lock);');
  await replace(FILE, 'spin_unlock(&cache.lock);', 'spin_unlock_bh(&cache.lock);');
  await until(FILE, (found) => !some(found));
  expect(existsSync(fuse)).toBe(false);
  await replace(FILE, 'spin_unlock_bh(&cache.lock);', 'spin_unlock(&cache.lock);');
  await until(FILE, some);
});

/** Children of a process are told by Linux alone. */
const onLinux = test.runIf(process.platform === 'linux');

function childrenOf({ pid }: Client['server']): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

onLinux('by a signal, as a fault in native code or the kernel gives it', async () => {
  client = await startClient({ from: ['demo'] });
  const { open, until, replace, server } = client;
  await open(FILE);
  await until(FILE, some);
  const children = childrenOf(server);
  expect(children.length).toBeGreaterThan(0);
  for (const child of children) process.kill(child, 'SIGSEGV');
  await expect.poll(() => client!.log.join('\n')).toMatch(/was ended by SIGSEGV/);
  await replace(FILE, 'spin_lock(&cache.lock);', 'spin_lock_bh(&cache.lock);');
  await replace(FILE, 'spin_unlock(&cache.lock);', 'spin_unlock_bh(&cache.lock);');
  await until(FILE, (found) => !some(found));
});

onLinux('when the server is killed its processes go with it', async () => {
  client = await startClient({ from: ['demo'] });
  await client.open(FILE);
  await client.until(FILE, some);
  const { server, folder: own, connection } = client;
  const children = childrenOf(server);
  client = undefined;
  connection.dispose();
  server.kill('SIGKILL');
  await expect.poll(() => children.filter(isAlive)).toEqual([]);
  rmSync(own, { recursive: true, force: true });
});

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch {
    return false;
  }
}

test('a question that it took with it is answered with nothing, the next one as ever', async () => {
  const fuse = join(folder, 'fuse');
  client = await startClient({ from: ['demo'], preload: killer('lockClasses', fuse) });
  const { open, until, connection } = client;
  await open(FILE);
  await until(FILE, some);
  writeFileSync(fuse, '');
  expect(await connection.sendRequest('lockctx/lockClasses', {})).toEqual([]);
  expect(await connection.sendRequest('lockctx/lockClasses', {})).not.toEqual([]);
});
