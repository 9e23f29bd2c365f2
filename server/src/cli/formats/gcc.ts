/** For editors that read a compiler's output: `file:line:column: warning: text [rule]`, and a note for every step of the proofs. */

import type { Finding, Location, Severity } from '../../../../engine/src/rules/types.ts';
import { proofLines, proofTitle } from './proof.ts';
import { printable } from './terminal.ts';
import type { Format } from './types.ts';

export const gcc: Format = {
  name: 'gcc',
  severity: 'warning',
  hasCoverage: false,
  hasFixes: false,
  *render({ findings }) {
    for (const finding of findings) yield renderFinding(finding);
  },
};

/** A compiler knows no other words. */
const words: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

function renderFinding({ location, severity, message, rule, witnesses }: Finding): string {
  const notes = witnesses.flatMap((witness, i) =>
    proofLines(witness).map(({ location: at, text }) => line(at, 'note', `${proofTitle(witness, i, witnesses.length)}: ${text}`)));
  return [line(location, words[severity], `${message} [${rule}]`), ...notes].join('');
}

function line({ file, line: number, column }: Location, word: string, text: string): string {
  return `${printable(file)}:${number}:${column}: ${word}: ${printable(text)}\n`;
}
