/** What both entry points do: client, status, features, and the switch `lockctx.enable`. */

import * as vscode from 'vscode';
import { RevealOutputChannelOn, type BaseLanguageClient, type LanguageClientOptions } from 'vscode-languageclient';
import { COMMANDS, STATUS, type Status as ServerStatus } from '../../server/src/lsp/protocol.ts';
import type { Feature } from './host.ts';
import { createStatus, type Status } from './status.ts';

export interface EntryPoint {
  readonly features: readonly Feature[];
  /** Not started yet. `options` lack a document selector. */
  createClient(context: vscode.ExtensionContext, options: LanguageClientOptions): BaseLanguageClient | Promise<BaseLanguageClient>;
}

/** What tests inside the extension host wait for. */
export interface Api {
  /** Resolves when the server has answered `initialize`, or could not be started. */
  readonly ready: Promise<void>;
}

export function createActivation({ features, createClient }: EntryPoint): { activate(context: vscode.ExtensionContext): Promise<Api>; deactivate(): Promise<void> } {
  let client: BaseLanguageClient | undefined;

  async function activate(context: vscode.ExtensionContext): Promise<Api> {
    const output = vscode.window.createOutputChannel('lockctx', { log: true });
    const status = createStatus();
    const running = (client = await createClient(context, clientOptions(output, status)));
    follow(running, status);
    const host = { context, client: running, output };
    context.subscriptions.push(
      output, status, ...features.map((feature) => feature(host)),
      vscode.commands.registerCommand('lockctx.restart', () => (running.isRunning() ? running.stop().then(() => start(running)) : start(running))),
      vscode.commands.registerCommand('lockctx.showOutput', () => output.show()),
      vscode.commands.registerCommand('lockctx.openSettings', () => vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`)),
      vscode.workspace.onDidChangeConfiguration((event) => void (event.affectsConfiguration('lockctx.enable') && followSwitch(running))),
    );
    return { ready: followSwitch(running) };
  }

  async function deactivate(): Promise<void> {
    if (client?.isRunning()) await client.stop();
  }

  return { activate, deactivate };
}

/** Trace and settings are those of the section `lockctx`. */
function clientOptions(outputChannel: vscode.LogOutputChannel, status: Status): LanguageClientOptions {
  return {
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: { settings: currentSettings(), commands: Object.values(COMMANDS) },
    synchronize: { configurationSection: 'lockctx' },
    middleware: { handleWorkDoneProgress: (token, value, next) => (status.progress(value), next(token, value)) },
  };
}

/** The values alone: the editor's object has methods, which no message can carry. */
function currentSettings(): unknown {
  return JSON.parse(JSON.stringify(vscode.workspace.getConfiguration('lockctx')));
}

function follow(client: BaseLanguageClient, status: Status): void {
  client.onDidChangeState(({ newState }) => {
    status.state(newState);
    void vscode.commands.executeCommand('setContext', 'lockctx.running', client.isRunning());
  });
  client.onNotification(STATUS, (value: ServerStatus) => status.server(value));
}

/** `lockctx.enable` starts and stops the server. */
async function followSwitch(client: BaseLanguageClient): Promise<void> {
  const isWanted = vscode.workspace.getConfiguration('lockctx').get('enable', true);
  if (isWanted && !client.isRunning()) await start(client);
  else if (!isWanted && client.isRunning()) await client.stop();
}

/** Resolves in any case: a server that does not start is told of once, with a way to the reason. */
async function start(client: BaseLanguageClient): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    client.outputChannel.appendLine(String(error));
    void offerOutput(client);
  }
}

async function offerOutput(client: BaseLanguageClient): Promise<void> {
  const show = vscode.l10n.t('Show Output');
  if ((await vscode.window.showErrorMessage(vscode.l10n.t('lockctx could not be started.'), show)) === show) client.outputChannel.show();
}
