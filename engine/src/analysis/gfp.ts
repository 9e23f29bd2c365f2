/** Which allocation masks may sleep. */

import type { ExpressionId } from '../facts/types.ts';
import type { FunctionView } from '../program/function-view.ts';
import { blockingGfp } from '../knowledge/sleep-flags.ts';
import { plainParameter } from './conditions.ts';

/** What an argument says as a gfp mask: blocking, atomic, the number of the calling function's own parameter, or nothing. */
export function gfpOf(view: FunctionView, call: ExpressionId, index: number, otherwise: 'blocking' | 'unknown' = 'unknown'): 'blocking' | 'atomic' | 'unknown' | number {
  const argument = view.argument(call, index);
  if (argument === undefined) return otherwise;
  const constant = view.constant(argument);
  if (constant !== undefined) return blockingGfp.test(constant) ? 'blocking' : 'atomic';
  const parameter = plainParameter(view.key(argument));
  return parameter >= 0 ? parameter : 'unknown';
}
