/** What a feature of the extension gets: the seam between `extension.ts` and everything that registers commands, views and panels. */

import type * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export interface Host {
  readonly context: vscode.ExtensionContext;
  readonly client: LanguageClient;
  readonly output: vscode.LogOutputChannel;
}

/** Registers itself; disposed when the extension is deactivated. Adding a feature is a file and its name in the list of `extension.ts`. */
export type Feature = (host: Host) => vscode.Disposable;
