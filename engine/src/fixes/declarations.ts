/** The declarations that open a function's body, found by their tokens. */

import { Kind } from '../syntax/tokens.ts';
import type { FunctionText } from './function-text.ts';

export interface Declarations {
  /** Semicolon of the last one; undefined when there is none. */
  readonly last: number | undefined;
  /** First token behind them. */
  readonly end: number;
}

/** Words that begin statements, never declarations. */
const statementWords = /^(return|goto|break|continue|if|else|for|while|do|switch|case|default|sizeof|asm|__asm__)$/;
/** Macros that declare: `DEFINE_WAIT(wait);`, `LIST_HEAD(list);`. */
const declaringMacro = /^(DEFINE|DECLARE)_[A-Z_]+$|^[A-Z_]*LIST_HEAD$|^(CLASS|FIELD|STACK_[A-Z]+)$/;

export function openingDeclarations(text: FunctionText): Declarations {
  let end = text.open + 1;
  let last: number | undefined;
  while (end < text.close && isDeclaration(text, end)) {
    const statement = text.statement(end);
    if (!statement) break;
    last = statement.last;
    end = statement.last + 1;
  }
  return { last, end };
}

/** `type name …`, `type *name …`, `struct x name`, `DEFINE_X(…);`. */
function isDeclaration(text: FunctionText, first: number): boolean {
  const { kind } = text.tokens;
  const word = text.word(first);
  if (kind[first] !== Kind.Word || statementWords.test(word)) return false;
  let next = first + 1;
  if (kind[next] === Kind.Open) {
    if (declaringMacro.test(word)) return true;
    if (!/^_*typeof(_unqual)?_*$/.test(word)) return false;
    next = text.tokens.close[next] + 1;
  }
  while (kind[next] === Kind.Star) next++;
  return kind[next] === Kind.Word || (kind[next] === Kind.Open && kind[next + 1] === Kind.Star);
}
