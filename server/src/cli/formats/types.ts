/** What an output format is. */

import type { Report, Rule, Severity } from '../../../../engine/src/rules/types.ts';
import type { Simulation } from '../../../../engine/src/simulation/types.ts';

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
  /** Text of a file beside the executable: script and style of the HTML report; '' where it was not built. */
  readonly asset?: (name: string) => string;
  /** Replays of the findings shown, by fingerprint; undefined unless asked for. */
  readonly simulations?: ReadonlyMap<string, TimedSimulation>;
}

/** A replay and how long it took to find, in milliseconds. */
export interface TimedSimulation {
  readonly simulation: Simulation;
  readonly milliseconds: number;
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
  /** It shows replays whether `--simulate` is given or not. */
  readonly hasSimulations?: boolean;
  render(report: Report, context: FormatContext): Iterable<string>;
}
