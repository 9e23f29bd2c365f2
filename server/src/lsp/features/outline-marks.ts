/** What is shown without being asked for: code lenses above functions, inlay hints beside acquisitions. */

import { InlayHintKind, type CodeLens, type InlayHint, type Range } from 'vscode-languageserver';
import type { Finding } from '../../../../engine/src/rules/types.ts';
import type { FileOutline, FunctionHead } from '../../../../engine/src/queries/types.ts';
import { overlaps, rangeOf } from '../ranges.ts';
import { COMMANDS } from '../protocol.ts';
import { briefState, labelsOf } from './words.ts';

export interface LensOptions {
  readonly uri: string;
  readonly findings: readonly Finding[];
  readonly hasCommand: (command: string) => boolean;
}

/** `runs in: process, softirq (timer)` above each function that has a context; one more for each finding that can be simulated. */
export function lensesOf(functions: readonly FunctionHead[], { uri, findings, hasCommand }: LensOptions): CodeLens[] {
  return functions.flatMap(({ name, location, contexts }) => {
    const range = rangeOf(location);
    const labels = labelsOf(contexts);
    const lenses: CodeLens[] = labels.length ? [{ range, command: { title: `runs in: ${labels.join(', ')}`, command: '' } }] : [];
    if (!hasCommand(COMMANDS.simulate)) return lenses;
    const own = findings.filter((f) => f.function === name && f.witnesses.length > 1);
    return [...lenses, ...own.slice(0, 1).map(({ fingerprint, rule }) => ({ range, command: { title: `simulate: ${rule}`, command: COMMANDS.simulate, arguments: [{ uri, fingerprint }] } }))];
  });
}

/** The state at each acquisition, before the lock: `spin_lock(irqs on: &foo->lock)`. */
export function hintsOf({ functions }: FileOutline, within: Range): InlayHint[] {
  return functions.flatMap(({ acquisitions }) =>
    acquisitions.flatMap(({ location, lock, states, lockClass }) => {
      const range = rangeOf(location);
      const label = briefState(states);
      if (!label || !overlaps(range, within)) return [];
      return [{ position: rangeOf(lock).start, label: `${label}:`, kind: InlayHintKind.Parameter, paddingRight: true, tooltip: lockClass }];
    }));
}
