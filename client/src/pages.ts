/** Explanations as read-only Markdown documents, so that the editor's own preview shows them. */

import * as vscode from 'vscode';

export interface Pages extends vscode.Disposable {
  /** Shows a page beside the editor. */
  show(title: string, markdown: string): Promise<void>;
}

/** `scheme`: one that no other pages have. */
export function createPages(scheme: string): Pages {
  const texts = new Map<string, string>();
  const registration = vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: ({ path }) => texts.get(path) ?? '' });
  return {
    async show(title, markdown) {
      const uri = vscode.Uri.from({ scheme, path: `/${title} ${texts.size + 1}.md` });
      texts.set(uri.path, markdown);
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    },
    dispose: () => registration.dispose(),
  };
}
