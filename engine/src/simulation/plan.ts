/** What a planner says of a finding, before anything is traced: parts, and what is wrong. */

import type { Analysis } from '../analysis/types.ts';
import type { Witness } from '../analysis/witness.ts';
import type { Finding } from '../rules/types.ts';
import type { LastPlace } from './actors.ts';
import type { Attached, MapLock } from './map-operations.ts';
import type { Conditions } from './trace.ts';
import type { BadKind, MapSpec } from './types.ts';

/** One witness on one CPU. */
export interface Part extends Conditions {
  readonly witness: Witness;
  readonly cpu: number;
  readonly last?: LastPlace;
  /** Locks that the way leaves with stay taken. */
  readonly keeps?: boolean;
  /** Only the last lock is the one of the other parts. */
  readonly apart?: boolean;
  /** Runs only inside the part with this number. */
  readonly inside?: number;
}

export interface Plan {
  readonly parts: readonly Part[];
  readonly bad: readonly BadKind[];
  /** Kernel release that decides how rqspinlocks behave; the newest unless said. */
  readonly kernel?: string;
  /** The results of the last acquisitions are dropped. */
  readonly unchecked?: boolean;
  readonly maps?: readonly MapSpec[];
  /** What bpf(2) does to a map, as the holder that the first part runs in, where no part is that. */
  readonly systemCall?: MapLock & Pick<Attached, 'at'>;
}

/** Plans in the order in which they are tried, or why there is none. */
export type Planner = (analysis: Analysis, finding: Finding) => Plan | readonly Plan[] | { readonly reason: string };
