/** The language client: which documents it covers and how its server is started. */

import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import type { Status } from './status.ts';

/** Headers count as C++ in a fresh VS Code; C++ sources are not the kernel's. */
export const documentSelector = [
  { scheme: 'file', language: 'c' },
  { scheme: 'file', pattern: '**/*.h' },
  { scheme: 'file', pattern: '**/lockctx.json' },
];

/** Not started yet. Trace and settings are those of the section `lockctx`. */
export function createClient(context: vscode.ExtensionContext, outputChannel: vscode.LogOutputChannel, status: Status): LanguageClient {
  const run = { module: context.asAbsolutePath('server/dist/lsp.js'), transport: TransportKind.stdio } as const;
  const serverOptions: ServerOptions = { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6019'] } } };
  const clientOptions: LanguageClientOptions = {
    documentSelector,
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: { settings: vscode.workspace.getConfiguration('lockctx') },
    synchronize: { configurationSection: 'lockctx', fileEvents: vscode.workspace.createFileSystemWatcher('**/{*.c,*.h,lockctx.json}') },
    middleware: { handleWorkDoneProgress: (token, value, next) => (status.progress(value), next(token, value)) },
  };
  const client = new LanguageClient('lockctx', 'lockctx', serverOptions, clientOptions);
  client.onDidChangeState(({ newState }) => {
    status.state(newState);
    void vscode.commands.executeCommand('setContext', 'lockctx.running', client.isRunning());
  });
  return client;
}

/** Resolves in any case: a server that does not start is told of once, with a way to the reason. */
export async function startClient(client: LanguageClient): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    client.outputChannel.appendLine(String(error));
    void offerOutput(client);
  }
}

async function offerOutput(client: LanguageClient): Promise<void> {
  const show = vscode.l10n.t('Show Output');
  if ((await vscode.window.showErrorMessage(vscode.l10n.t('lockctx could not be started.'), show)) === show) client.outputChannel.show();
}
