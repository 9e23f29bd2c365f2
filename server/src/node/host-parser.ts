/** A parser as hosts have it. */

import type { Parser } from '../../../engine/src/syntax/parser.ts';

export interface HostParser extends Parser {
  /** What follows is another file: limits count from here. */
  startFile?(): void;
  /** A limit was met since: what was read says more about this machine than about the file. */
  hasGivenUp?(): boolean;
}
