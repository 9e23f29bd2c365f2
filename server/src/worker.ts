/** Executable: extracts facts in a thread. */

import { parentPort, workerData } from 'node:worker_threads';
import { extractFile, type PackedResult } from './node/extract-file.ts';
import { releaseTrees } from './node/native-parser.ts';
import { openParser, type ParserOptions } from './node/open-parser.ts';
import type { Batch, WorkerMessage } from './node/worker-messages.ts';

/** Milliseconds for which results may wait for each other: a message costs as much as a small file. */
const LONGEST_SILENCE = 100;

const parser = await openParser(workerData as ParserOptions);
parentPort?.on('message', (batch: Batch) => void work(batch));
send('ready', []);

async function work(batch: Batch): Promise<void> {
  let waiting: PackedResult[] = [];
  let sent = performance.now();
  for (const file of batch) {
    waiting.push(extractFile(parser, file));
    if (performance.now() - sent > LONGEST_SILENCE) {
      send(waiting, buffersOf(waiting));
      waiting = [];
      sent = performance.now();
    }
    await releaseTrees();
  }
  if (waiting.length) send(waiting, buffersOf(waiting));
}

/** The bytes move to the pool's thread. */
function buffersOf(results: readonly PackedResult[]): ArrayBuffer[] {
  return results.flatMap(({ packed }) => (packed ? [packed.buffer] : []));
}

function send(message: WorkerMessage, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}
