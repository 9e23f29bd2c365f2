/** Edits that add, move and guard whole statements, indented as what is there. */

import type { Edit } from '../rules/types.ts';
import type { FunctionText, StatementText } from './function-text.ts';

/** A statement put before another one; braces come where it was the whole body of an `if` or a loop. */
export function insertBefore(text: FunctionText, at: StatementText, statement: string): Edit[] {
  const { first, last, isControlled } = at;
  if (!text.beginsLine(first)) return [text.insertBefore(first, `${isControlled ? '{ ' : ''}${statement} `), ...(isControlled ? [text.insertAfter(last, ' }')] : [])];
  const indent = text.indent(first);
  const line = text.insertBefore(first, `${statement}${text.newLine}${indent}`);
  if (!isControlled) return [line];
  const outer = text.indent(controllerOf(text, first));
  return [text.insertAfter(first - 1, ' {'), line, text.insertAfter(last, `${text.newLine}${outer}}`)];
}

/** The first token of the line on which the `if`, `else` or loop stands whose body begins at `first`. */
function controllerOf(text: FunctionText, first: number): number {
  let at = first - 1;
  const { close } = text.tokens;
  for (let open = at - 1; open > 0; open--)
    if (close[open] === at) {
      at = open - 1;
      break;
    }
  while (at > 0 && !text.beginsLine(at)) at--;
  return at;
}

/** `first` and `second` follow each other: swaps them, and what stands between stays. */
export function swap(text: FunctionText, first: StatementText, second: StatementText): Edit[] {
  return [
    text.replace(first.first, first.last + 1, text.slice(second.first, second.last + 1)),
    text.replace(second.first, second.last + 1, text.slice(first.first, first.last + 1)),
  ];
}
