/** What the pool and its workers say to each other. */

import type { FileResult } from './extract-file.ts';
import type { WorkspaceFile } from './workspace.ts';

/** To a worker: extract these, one after the other. */
export type Batch = readonly WorkspaceFile[];

/** From a worker: `ready` once, then a result for each file of its batch, in the batch's order. */
export type WorkerMessage = 'ready' | FileResult;
