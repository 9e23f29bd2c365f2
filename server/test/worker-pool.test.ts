/** A worker that dies or hangs takes one file with it. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { FileResult } from '../src/node/extract-file.ts';
import { extractInThreads } from '../src/node/worker-pool.ts';
import { folderWith } from './support.ts';

/** Speaks the workers' language, and does what a file's name says. */
const WORKER = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', (batch) => {
  for (const { path } of batch) {
    if (path.startsWith('crash')) throw new Error('boom');
    if (path.startsWith('exit')) process.exit(3);
    if (path.startsWith('hang')) for (;;);
    if (path.startsWith('eat')) for (const a = [];;) a.push(new Array(1000).fill(a.length));
    parentPort.postMessage([{ path }]);
  }
});
parentPort.postMessage('ready');
`;

async function extract(names: readonly string[], script: URL, jobs: number): Promise<FileResult[]> {
  const files = names.map((path) => ({ path, absolute: `/${path}`, bytes: 10, wanted: true }));
  const results: FileResult[] = [];
  await extractInThreads({ script, jobs, timeout: 500 })(files, (result) => void results.push(result));
  return results.sort((a, b) => (a.path < b.path ? -1 : 1));
}

test.each([1, 2])('with %i threads, every file is answered for', async (jobs) => {
  const script = pathToFileURL(join(folderWith({ 'worker.mjs': WORKER }), 'worker.mjs'));
  const results = await extract(['a', 'b', 'crash1', 'crash2', 'exit', 'hang', 'z'], script, jobs);
  expect(results).toEqual([
    { path: 'a' }, { path: 'b' },
    { path: 'crash1', problem: expect.stringContaining('boom') }, { path: 'crash2', problem: expect.stringContaining('boom') },
    { path: 'exit', problem: expect.any(String) }, { path: 'hang', problem: expect.stringContaining('more than 0.5 s') },
    { path: 'z' },
  ]);
}, 20_000);

test('a worker that cannot start is an error of the run', async () => {
  const script = pathToFileURL(join(folderWith({ 'worker.mjs': 'throw new Error("no parser")' }), 'worker.mjs'));
  await expect(extract(['a'], script, 2)).rejects.toThrow('no parser');
});

/** Expressions that tree-sitter takes long to give up on. */
const ENDLESS = `int f(void)\n{\n\tx = ${'(a)(b)*'.repeat(100_000)} #;\n}\n`;

test('the native parser gives up by itself: a thread that is terminated inside it would end the process', async () => {
  const folder = folderWith({ 'a.c': 'int a(void) { return 1; }\n', 'endless.c': ENDLESS, 'z.c': 'int z(void) { return 1; }\n' });
  const files = ['a.c', 'endless.c', 'z.c'].map((path) => ({ path, absolute: join(folder, path), bytes: 10, wanted: true }));
  const results: FileResult[] = [];
  await extractInThreads({ script: new URL('../dist/worker.js', import.meta.url), jobs: 1, timeout: 6000 })(files, (result) => void results.push(result));
  expect(results.map(({ path, key, facts }) => [path, key !== undefined, facts?.functionCount, facts?.problems.length]), 'and what it gave up on is not kept').toEqual([['a.c', true, 1, 0], ['endless.c', false, 0, 1], ['z.c', true, 1, 0]]);
}, 60_000);
