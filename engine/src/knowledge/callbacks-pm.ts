/** Power-management callbacks named in macros: include/linux/pm.h, include/linux/pm_runtime.h. */

import { process } from './contexts.ts';
import type { CallbackRow } from './types.ts';

/** Macro and the arguments that are callbacks. */
const macros: Readonly<Record<string, readonly number[]>> = {
  SYSTEM_SLEEP_PM_OPS: [0, 1], LATE_SYSTEM_SLEEP_PM_OPS: [0, 1], NOIRQ_SYSTEM_SLEEP_PM_OPS: [0, 1], RUNTIME_PM_OPS: [0, 1, 2],
  SET_SYSTEM_SLEEP_PM_OPS: [0, 1], SET_LATE_SYSTEM_SLEEP_PM_OPS: [0, 1], SET_NOIRQ_SYSTEM_SLEEP_PM_OPS: [0, 1], SET_RUNTIME_PM_OPS: [0, 1, 2],
  SIMPLE_DEV_PM_OPS: [1, 2], DEFINE_SIMPLE_DEV_PM_OPS: [1, 2], EXPORT_SIMPLE_DEV_PM_OPS: [1, 2], EXPORT_GPL_SIMPLE_DEV_PM_OPS: [1, 2],
  UNIVERSAL_DEV_PM_OPS: [1, 2, 3], DEFINE_RUNTIME_DEV_PM_OPS: [1, 2, 3], _DEFINE_DEV_PM_OPS: [1, 2, 3, 4, 5],
};

export const pmCallbacks: readonly CallbackRow[] = Object.entries(macros).flatMap(([api, args]) =>
  args.map((argument): CallbackRow => ({ api, argument, ...process, confidence: 'source', group: 'pm' })),
);
