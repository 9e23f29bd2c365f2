/** What the pool and its workers say to each other. */

import type { PackedResult } from './extract-file.ts';
import type { WorkspaceFile } from './workspace.ts';

/** To a worker: extract these, one after the other. */
export type Batch = readonly WorkspaceFile[];

/** From a worker: `ready` once, then the results of its batch's files, some at a time, in the batch's order. */
export type WorkerMessage = 'ready' | readonly PackedResult[];
