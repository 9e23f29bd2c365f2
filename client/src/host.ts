/** What a feature of the extension gets: the seam between the entry points and everything that registers commands, views and panels. */

import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

export interface Host {
  readonly context: vscode.ExtensionContext;
  readonly client: BaseLanguageClient;
  readonly output: vscode.LogOutputChannel;
}

/** Registers itself; disposed when the extension is deactivated. Adding a feature is a file and its name in the list of an entry point. */
export type Feature = (host: Host) => vscode.Disposable;
