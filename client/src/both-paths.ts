/** "Show both paths": the steps of a finding's witnesses in a peek view, in their order. */

import * as vscode from 'vscode';
import { findingsNear } from './findings.ts';
import type { Feature } from './host.ts';

export const bothPaths: Feature = () => vscode.commands.registerCommand('lockctx.showBothPaths', showBothPaths);

/** Of the finding at the place given (a code action or lens gives it), else of the one nearest to the cursor. */
async function showBothPaths(at?: { readonly uri: string; readonly line: number; readonly character: number }): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = at ? vscode.Uri.parse(at.uri) : editor?.document.uri;
  const position = at ? new vscode.Position(at.line, at.character) : editor?.selection.active;
  const finding = uri && position && findingsNear(uri, position).find(({ relatedInformation }) => relatedInformation?.length);
  if (!uri || !finding) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no finding with two paths in this file.'));
    return;
  }
  const steps = finding.relatedInformation!.map(({ location }) => location);
  await vscode.commands.executeCommand('editor.action.peekLocations', uri, finding.range.start, steps, 'peek');
}
