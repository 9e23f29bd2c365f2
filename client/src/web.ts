/** Entry point in a browser without a machine behind it (vscode.dev, github.dev): files that are open, the engine in a worker. */

import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { createActivation } from './activation.ts';
import { bothPaths } from './both-paths.ts';
import { explainRule } from './rule-pages.ts';

export const { activate, deactivate } = createActivation({
  features: [bothPaths, explainRule],
  async createClient(context, options) {
    const read = (name: string): Thenable<Uint8Array> => vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, 'server/dist', name));
    const [program, runtime, grammar] = await Promise.all([read('web.js'), read('web-tree-sitter.wasm'), read('tree-sitter-c.wasm')]);
    // A worker may not come from an extension's own address everywhere; from a blob it may.
    const worker = new Worker(URL.createObjectURL(new Blob([program as Uint8Array<ArrayBuffer>], { type: 'text/javascript' })));
    worker.postMessage({ runtime, grammar });
    return new LanguageClient('lockctx', 'lockctx', worker, { ...options, documentSelector: [{ language: 'c' }, { pattern: '**/*.h' }] });
  },
});
