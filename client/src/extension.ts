/** Entry point: starts the language server, hands its client to the features. */

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { bothPaths } from './both-paths.ts';
import type { Feature } from './host.ts';
import { lockClasses } from './lock-classes.ts';
import { explainRule } from './rule-pages.ts';
import { createClient, startClient } from './server.ts';
import { explainSplat } from './splat.ts';
import { createStatus } from './status.ts';
import { tasks } from './tasks.ts';

const features: readonly Feature[] = [bothPaths, explainRule, explainSplat, lockClasses, tasks];

let client: LanguageClient | undefined;

/** What tests inside the extension host wait for. */
export interface Api {
  /** Resolves when the server has answered `initialize`, or could not be started. */
  readonly ready: Promise<void>;
}

export function activate(context: vscode.ExtensionContext): Api {
  const output = vscode.window.createOutputChannel('lockctx', { log: true });
  const status = createStatus();
  const running = (client = createClient(context, output, status));
  const host = { context, client: running, output };
  context.subscriptions.push(
    output, status, ...features.map((feature) => feature(host)),
    vscode.commands.registerCommand('lockctx.restart', () => restart(running)),
    vscode.commands.registerCommand('lockctx.showOutput', () => output.show()),
    vscode.commands.registerCommand('lockctx.openSettings', () => vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`)),
    vscode.workspace.onDidChangeConfiguration((event) => void (event.affectsConfiguration('lockctx.enable') && followSwitch(running))),
  );
  return { ready: followSwitch(running) };
}

export async function deactivate(): Promise<void> {
  if (client?.isRunning()) await client.stop();
}

/** `lockctx.enable` starts and stops the server. */
async function followSwitch(running: LanguageClient): Promise<void> {
  const isWanted = vscode.workspace.getConfiguration('lockctx').get('enable', true);
  if (isWanted && !running.isRunning()) await startClient(running);
  else if (!isWanted && running.isRunning()) await running.stop();
}

async function restart(running: LanguageClient): Promise<void> {
  if (running.isRunning()) await running.restart();
  else await startClient(running);
}
