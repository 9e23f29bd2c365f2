/** Long computations stop here now and then: to say how far they are, and to be given up. */

/** Called after each small piece of work; throws `Cancelled` to end it. `share`: of the stage, 0 to 1. */
export type Checkpoint = (stage: string, share: number) => void;

export class Cancelled extends Error {
  constructor() {
    super('cancelled');
  }
}

/** Pieces of work between two looks at the token, and between two reports: a piece takes some microseconds, rarely milliseconds. */
const LOOK_EVERY = 16;
const REPORT_EVERY = 2048;

export interface CheckpointOptions {
  /** `share` never falls within a stage. */
  readonly progress?: (stage: string, share: number) => void;
  readonly isCancelled?: () => boolean;
}

export function createCheckpoint({ progress, isCancelled }: CheckpointOptions): Checkpoint {
  let pieces = 0;
  let current = '';
  let furthest = 0;
  return (stage, share) => {
    if (pieces % LOOK_EVERY === 0 && isCancelled?.()) throw new Cancelled();
    if (stage !== current || pieces % REPORT_EVERY === 0) {
      furthest = stage === current ? Math.max(furthest, share) : share;
      progress?.((current = stage), furthest);
    }
    pieces++;
  };
}
