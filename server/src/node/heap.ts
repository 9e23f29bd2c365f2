/** How V8 keeps what a whole kernel needs: settings that hold for the process, and a look through all of it when much has become useless. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Most of what the analysis makes is short-lived: where the young are looked through less often, fewer of them are copied. */
export const YOUNG_MEGABYTES = 384;

/** V8 has the young in two halves, and a third part of that size for large ones. */
const HALF = Math.floor(YOUNG_MEGABYTES / 3);

/**
 * Of what lives longer nearly all is kept to the end: looking through it finds little, until the contexts are known (see
 * `dropWorkingNotes`). And the young have their room from the start: to give pages back and take them again costs as much as looking.
 */
const FLAGS = ['--heap-growing-percent=60', `--min-semi-space-size=${HALF}`];

/** Before the thread of the analysis is made. */
export function growForOneRun(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}

/** Bytes. Smaller heaps are no trouble to anybody. */
const LARGE = 2 * 2 ** 30;

/** When a stage is done that leaves a lot behind: V8 cannot know, and would grow further first. */
export function dropWorkingNotes(): void {
  if (process.memoryUsage().heapUsed < LARGE) return;
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
