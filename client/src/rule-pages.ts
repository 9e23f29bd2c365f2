/** "Explain rule": the pages of the rules, which the package carries. */

import * as vscode from 'vscode';
import { findingsNear, ruleOf } from './findings.ts';
import type { Feature } from './host.ts';

export const explainRule: Feature = ({ context }) => {
  const folder = vscode.Uri.joinPath(context.extensionUri, 'docs/rules');
  return vscode.commands.registerCommand('lockctx.explainRule', async (rule?: string) => {
    const name = typeof rule === 'string' ? rule : await pickRule(folder);
    if (name) await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(folder, `${name}.md`));
  });
};

/** The rule of the nearest finding is offered first. */
async function pickRule(folder: vscode.Uri): Promise<string | undefined> {
  const pages = (await vscode.workspace.fs.readDirectory(folder)).map(([file]) => file.replace(/\.md$/, '')).filter((name) => name !== 'README');
  const editor = vscode.window.activeTextEditor;
  const near = editor ? findingsNear(editor.document.uri, editor.selection.active).map(ruleOf) : [];
  const sorted = [...new Set([...near.filter((rule) => pages.includes(rule)), ...pages.sort()])];
  return vscode.window.showQuickPick(sorted, { placeHolder: vscode.l10n.t('Which rule?') });
}
