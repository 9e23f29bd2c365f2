/** The simulator beside the code: one panel, whose current step is highlighted in the editor. */

import * as vscode from 'vscode';
import type { Simulation } from '../../../engine/src/simulation/types.ts';
import type { Location } from '../../../engine/src/source/location.ts';
import type { ToHost } from './messages.ts';

let open: vscode.WebviewPanel | undefined;

/** Takes the place of the one that is open. `uriOf` finds the file that a step's place, relative to the project's root, stands in. */
export function openSimulator(context: vscode.ExtensionContext, simulation: Simulation, uriOf: (file: string) => vscode.Uri): vscode.WebviewPanel {
  const assets = vscode.Uri.joinPath(context.extensionUri, 'client', 'dist');
  const panel = vscode.window.createWebviewPanel('lockctx.simulator', vscode.l10n.t('Simulation: {0}', simulation.rule), { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false }, { enableScripts: true, localResourceRoots: [assets], retainContextWhenHidden: true });
  const highlight = createHighlight();
  open?.dispose();
  open = panel;
  panel.webview.html = page(panel.webview, assets);
  panel.webview.onDidReceiveMessage((message: ToHost) => {
    if (message.kind === 'ready') void panel.webview.postMessage({ simulation });
    else void highlight.show(uriOf(message.location.file), message.location);
  });
  panel.onDidDispose(() => {
    highlight.dispose();
    if (open === panel) open = undefined;
  });
  return panel;
}

function page(webview: vscode.Webview, assets: vscode.Uri): string {
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const at = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(assets, name)).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${at('simulator.css')}">
<title>lockctx</title>
</head>
<body><script nonce="${nonce}" src="${at('simulator.js')}"></script></body>
</html>`;
}

interface Highlight extends vscode.Disposable {
  show(uri: vscode.Uri, location: Location): Promise<void>;
}

/** Marks the line of the current step in an editor of the first column, and reveals it without taking the focus. */
function createHighlight(): Highlight {
  const decoration = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  let marked: vscode.TextEditor | undefined;
  let latest = 0;
  return {
    async show(uri, { line, column }) {
      const turn = ++latest;
      let editor: vscode.TextEditor;
      try {
        const document = await vscode.workspace.openTextDocument(uri);
        const shown = vscode.window.visibleTextEditors.find((e) => e.document === document);
        editor = shown ?? (await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true, preview: true }));
      } catch {
        return;
      }
      // Steps may come faster than files open: the last one counts.
      if (turn !== latest) return;
      if (marked && marked !== editor) marked.setDecorations(decoration, []);
      const at = new vscode.Range(line - 1, Math.max(0, column - 1), line - 1, Math.max(0, column - 1));
      editor.setDecorations(decoration, [at]);
      editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      marked = editor;
    },
    dispose: () => decoration.dispose(),
  };
}
