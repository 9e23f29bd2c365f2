/** Executable: an analysis process of the language server. The same module runs as its thread. */

import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { serveProcess } from './lsp/analysis-process.ts';
import { serveAnalysis } from './lsp/analysis-thread.ts';
import type { ProcessOptions, ThreadData } from './lsp/messages.ts';
import { openParser } from './node/open-parser.ts';

if (isMainThread) serveProcess(new URL(import.meta.url), JSON.parse(process.argv[2]) as ProcessOptions);
else if (parentPort) serveAnalysis(parentPort, { parser: await openParser(), workerScript: new URL('./worker.js', import.meta.url), interrupted: (workerData as ThreadData).interrupted });
