/** A witness as lines of text, for every format that people read. */

import type { Location, Witness } from '../../../../engine/src/rules/types.ts';

export interface ProofLine {
  readonly location: Location;
  /** Calls below the entry point. */
  readonly depth: number;
  readonly text: string;
}

/** The registration first, then every step down to where it matters. */
export function proofLines({ entry, steps }: Witness): ProofLine[] {
  return [
    { location: entry.location, depth: 0, text: `${entry.function}() is entered${entry.via ? `, by ${entry.via}` : ''}` },
    ...steps.map((step, i) => ({ location: step.location, depth: i + 1, text: `${step.function}() ${step.what}` })),
  ];
}

/** `1. process; softirqs on`; no number where there is only one side. */
export function proofTitle(witness: Witness, index: number, count: number): string {
  return count > 1 ? `${index + 1}. ${witness.label}` : witness.label;
}

export function place({ file, line }: Location): string {
  return `${file}:${line}`;
}
