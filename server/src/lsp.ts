/** Executable: the language server, on standard input and output. The same module runs as its analysis threads. */

import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serveAnalysis } from './lsp/analysis-thread.ts';
import type { ThreadData } from './lsp/messages.ts';
import { serve } from './lsp/server.ts';
import { openParser } from './node/open-parser.ts';
import { version } from './cli/version.ts';

if (isMainThread) serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout), { script: new URL(import.meta.url), version });
else if ((workerData as ThreadData | null)?.isAnalysis && parentPort) serveAnalysis(parentPort, { parser: await openParser(), workerScript: new URL('./worker.js', import.meta.url), interrupted: (workerData as ThreadData).interrupted });
