/** Entry point where Node is: desktop, remote, containers. */

import { LanguageClient, TransportKind, type ServerOptions } from 'vscode-languageclient/node';
import * as vscode from 'vscode';
import { createActivation } from './activation.ts';
import { bothPaths } from './both-paths.ts';
import { lockClasses } from './lock-classes.ts';
import { explainRule } from './rule-pages.ts';
import { simulator } from './simulator/index.ts';
import { explainSplat } from './splat.ts';
import { tasks } from './tasks.ts';

/** Headers count as C++ in a fresh VS Code; C++ sources are not the kernel's. */
const documentSelector = [
  { scheme: 'file', language: 'c' },
  { scheme: 'file', pattern: '**/*.h' },
  { scheme: 'file', pattern: '**/lockctx.json' },
];

export const { activate, deactivate } = createActivation({
  features: [bothPaths, explainRule, explainSplat, lockClasses, simulator, tasks],
  createClient(context, options) {
    const run = { module: context.asAbsolutePath('server/dist/lsp.js'), transport: TransportKind.stdio } as const;
    const server: ServerOptions = { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6019'] } } };
    void vscode.commands.executeCommand('setContext', 'lockctx.hasTree', true);
    return new LanguageClient('lockctx', 'lockctx', server, { ...options, documentSelector });
  },
});
