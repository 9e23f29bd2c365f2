/** "Explain a kernel splat": the selection, the open kernel log, or the clipboard, explained by the server against the source. */

import * as vscode from 'vscode';
import { COMMANDS, EXPLAIN_SPLAT, type ExplainSplatParams, type SplatExplanation } from '../../server/src/lsp/protocol.ts';
import type { Feature, Host } from './host.ts';
import { createPages, type Pages } from './pages.ts';

export const explainSplat: Feature = (host) => {
  const pages = createPages('lockctx-splat');
  return vscode.Disposable.from(pages, vscode.commands.registerCommand('lockctx.explainSplat', () => explain(host, pages)));
};

async function explain({ client }: Host, pages: Pages): Promise<void> {
  const text = await splatText();
  if (!text) return;
  const explanation = await client.sendRequest<SplatExplanation | null>(EXPLAIN_SPLAT, { text } satisfies ExplainSplatParams);
  if (!explanation) {
    void vscode.window.showWarningMessage(vscode.l10n.t('No lockdep or soft-lockup report was recognised in this text.'));
    return;
  }
  await pages.show(vscode.l10n.t('Kernel splat'), explanation.markdown);
  await offerLocations(explanation);
}

/** Selected text, a whole kernel log, else what was copied; asks for it where none of them holds anything. */
async function splatText(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : editor?.document.languageId === 'kernel-splat' ? editor.document.getText() : '';
  if (selected.trim()) return selected;
  const copied = await vscode.env.clipboard.readText();
  if (copied.trim()) return copied;
  void vscode.window.showInformationMessage(vscode.l10n.t('Select or copy a report from the kernel log first.'));
  return undefined;
}

/** The source, and what can be done about the finding that the report is about. */
async function offerLocations({ locations: [first], findings: [finding] }: SplatExplanation): Promise<void> {
  if (!first) return;
  const [simulate, fix, go] = [vscode.l10n.t('Simulate this Path'), vscode.l10n.t('Show the Fixes'), vscode.l10n.t('Go to the Source')];
  const choice = await vscode.window.showInformationMessage(vscode.l10n.t('The report is about source that is open here.'), ...(finding ? [simulate, fix] : []), go);
  if (choice === undefined) return;
  if (choice === simulate) return void (await vscode.commands.executeCommand(COMMANDS.simulate, finding));
  const { start, end } = first.range;
  await vscode.window.showTextDocument(vscode.Uri.parse(first.uri), { selection: new vscode.Range(start.line, start.character, end.line, end.character) });
  if (choice === fix) await vscode.commands.executeCommand('editor.action.quickFix');
}
