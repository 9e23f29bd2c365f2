/** Findings as the editor holds them: diagnostics whose source is lockctx. */

import * as vscode from 'vscode';

/** `source` of every diagnostic that the server and the problem matcher make. */
export const SOURCE = 'lockctx';

/** Findings of the document, those at the position first, then the nearest. */
export function findingsNear(uri: vscode.Uri, position: vscode.Position): readonly vscode.Diagnostic[] {
  const distance = ({ range }: vscode.Diagnostic): number => (range.contains(position) ? -1 : Math.abs(range.start.line - position.line));
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE).sort((a, b) => distance(a) - distance(b));
}

/** The rule of a finding: its code, with or without a link. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code ?? '');
}
