/** Which allocation masks may sleep. */

import type { ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import { plainParameter } from './conditions.ts';

/** Masks that contain `__GFP_DIRECT_RECLAIM`, include/linux/gfp_types.h. */
export const blockingGfp = /\bGFP_(KERNEL|USER|NOIO|NOFS|KERNEL_ACCOUNT|HIGHUSER|HIGHUSER_MOVABLE|TRANSHUGE)\b|__GFP_DIRECT_RECLAIM|__GFP_RECLAIM\b/;

/** What an argument says as a gfp mask: blocking, atomic, the number of the calling function's own parameter, or nothing. */
export function gfpOf(view: FunctionView, call: ExpressionId, index: number, otherwise: 'blocking' | 'unknown' = 'unknown'): 'blocking' | 'atomic' | 'unknown' | number {
  const argument = view.argument(call, index);
  if (argument === undefined) return otherwise;
  const constant = view.constant(argument);
  if (constant !== undefined) return blockingGfp.test(constant) ? 'blocking' : 'atomic';
  const parameter = plainParameter(view.key(argument));
  return parameter >= 0 ? parameter : 'unknown';
}
