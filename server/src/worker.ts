/** Executable: extracts facts in a thread. */

import { parentPort, workerData } from 'node:worker_threads';
import { extractFile, type FileResult } from './node/extract-file.ts';
import { releaseTrees } from './node/native-parser.ts';
import { openParser, type ParserOptions } from './node/open-parser.ts';
import type { Batch, WorkerMessage } from './node/worker-messages.ts';

const parser = await openParser(workerData as ParserOptions);
parentPort?.on('message', (batch: Batch) => void work(batch));
send('ready', []);

async function work(batch: Batch): Promise<void> {
  for (const file of batch) {
    const result = extractFile(parser, file);
    send(result, buffersOf(result));
    await releaseTrees();
  }
}

/** The arrays move to the pool's thread; copying them would double the memory in flight. */
function buffersOf({ facts }: FileResult): ArrayBuffer[] {
  if (!facts) return [];
  return [facts.code, facts.expressions, facts.lists, facts.sites, facts.argumentSites].map((array) => array.buffer as ArrayBuffer);
}

function send(message: WorkerMessage, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}
