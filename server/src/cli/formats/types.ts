/** What an output format is. */

import type { Report, Rule, Severity } from '../../../../engine/src/rules/types.ts';

export interface FormatContext {
  /** Version of lockctx. */
  readonly version: string;
  readonly rules: readonly Rule[];
  /** Milliseconds from start to report. */
  readonly elapsed: number;
  /** A line of a file without its end; undefined where it cannot be read any more. `file` is relative to the root. */
  readonly readLine: (file: string, line: number) => string | undefined;
  readonly hasColour: boolean;
  /** Folder that paths are relative to, as people would type it from where they are; '' if they are there. */
  readonly root: string;
}

/** One value in the list of `index.ts`. Pure: pieces of text out, the command writes them. */
export interface Format {
  readonly name: string;
  /** Findings below this are left out unless asked for. */
  readonly severity: Severity;
  /** The output itself says what was not seen; where it cannot, the command says it on standard error. */
  readonly hasCoverage: boolean;
  /** It shows fixes: for the others none are computed. */
  readonly hasFixes: boolean;
  render(report: Report, context: FormatContext): Iterable<string>;
}
