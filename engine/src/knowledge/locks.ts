/** All lock rows. */

import { masks } from './locks-masks.ts';
import { sleepingLocks } from './locks-sleeping.ts';
import { spinLocks } from './locks-spinning.ts';
import { wrapperLocks } from './locks-wrappers.ts';
import type { LockRow } from './types.ts';

export const locks: readonly LockRow[] = [...spinLocks, ...sleepingLocks, ...masks, ...wrapperLocks];
