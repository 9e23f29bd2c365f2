/** What a kind of fix is, and what it is given to work with. */

import type { Analysis } from '../analysis/types.ts';
import type { FunctionId } from '../program/types.ts';
import type { Finding, Fix } from '../rules/types.ts';
import type { FunctionText } from './function-text.ts';
import type { LockTrace } from './lock-trace.ts';

/** One kind of fix. Offers nothing where it cannot say that the result is right: no fix is better than a wrong one. */
export interface FixKind {
  readonly name: string;
  /** Rules that it answers; empty: all. */
  readonly rules: readonly string[];
  /** For the rules' pages; one sentence. */
  readonly summary: string;
  /** Preferred ones first. */
  offer(request: FixRequest): Iterable<Fix>;
}

/** A finding put back into the program: fixes work on operations, not on positions. */
export interface FixRequest {
  readonly analysis: Analysis;
  readonly finding: Finding;
  readonly function: FunctionId;
  /** The call that the finding stands on. */
  readonly operation: number;
  /** What each operation of a function is reached with. */
  traceOf(id: FunctionId): LockTrace;
  /** Undefined where the text is not at hand or is not the one that was analysed. */
  textOf(id: FunctionId): FunctionText | undefined;
  /** The text of a file that was analysed; undefined where it is not at hand. */
  fileText(path: string): string | undefined;
}
