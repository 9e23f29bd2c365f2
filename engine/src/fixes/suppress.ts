/** A comment that silences one finding; its author still has to say why. */

import { lineTable } from '../source/range.ts';
import type { Finding, Fix } from '../rules/types.ts';

export const SUPPRESS = 'suppress';

/** On a line of its own above the finding's, indented alike; nothing where that would stand inside a macro's continued lines. */
export function suppression(finding: Finding, text: string): Fix | undefined {
  const { file, line } = finding.location;
  const starts = lineTable(text);
  if (line < 1 || line > starts.length) return undefined;
  const lineText = text.slice(starts[line - 1], starts[line] ?? text.length);
  const above = line > 1 ? text.slice(starts[line - 2], starts[line - 1]) : '';
  if (/\\\r?\n?$/.test(above)) return undefined;
  const indent = /^[ \t]*/.exec(lineText)![0];
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${indent}// lockctx-ignore ${finding.rule}: TODO say why this is safe${newLine}`;
  return { kind: SUPPRESS, title: `Silence ${finding.rule} here with a reason`, isPreferred: false, edits: [{ location: { file, line, column: 1, endLine: line, endColumn: 1 }, newText }] };
}
