/** For GitHub Actions: workflow commands that become annotations. GitHub shows at most ten of each kind a step; SARIF has no such limit. */

import type { Finding, Severity } from '../../../../engine/src/rules/types.ts';
import { place, proofLines, proofTitle } from './proof.ts';
import type { Format } from './types.ts';

export const github: Format = {
  name: 'github',
  severity: 'warning',
  hasCoverage: false,
  hasFixes: false,
  *render({ findings }) {
    for (const finding of findings) yield renderFinding(finding);
  },
};

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };

function renderFinding(finding: Finding): string {
  const { location, severity, rule } = finding;
  // GitHub refuses columns of a range over several lines.
  const columns = location.line === location.endLine ? [['col', location.column], ['endColumn', location.endColumn]] : [];
  const properties = [['file', location.file], ['line', location.line], ['endLine', location.endLine], ...columns, ['title', `lockctx ${rule}`]];
  return `::${commands[severity]} ${properties.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',')}::${escapeData(bodyOf(finding))}\n`;
}

function bodyOf({ message, witnesses, advice }: Finding): string {
  const proofs = witnesses.flatMap((witness, i) => [
    proofTitle(witness, i, witnesses.length), ...proofLines(witness).map(({ location, depth, text }) => `${'  '.repeat(depth + 1)}${text} (${place(location)})`),
  ]);
  return [message, ...proofs, ...(advice ? [advice] : [])].join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
