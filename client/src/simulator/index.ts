/** "Simulate this path": replays a finding in the simulator's panel. */

import * as vscode from 'vscode';
import { COMMANDS, SIMULATE, type SimulateParams } from '../../../server/src/lsp/protocol.ts';
import type { Simulation } from '../../../engine/src/simulation/types.ts';
import type { Feature } from '../host.ts';
import { openSimulator } from './panel.ts';

export const simulator: Feature = ({ client, context }) =>
  vscode.commands.registerCommand(COMMANDS.simulate, async (given?: SimulateParams) => {
    const params = given ?? fingerprintAtCursor();
    const simulation = params && client.isRunning() ? await client.sendRequest<Simulation | null>(SIMULATE, params) : null;
    if (!params || !simulation) return void vscode.window.showInformationMessage(vscode.l10n.t('There is no finding here that can be replayed.'));
    if (!simulation.reproduced) void vscode.window.showInformationMessage(vscode.l10n.t('Not replayed: {0}', simulation.reason));
    else openSimulator(context, simulation, fileResolver(vscode.Uri.parse(params.uri), simulation.location.file));
  });

/** The finding nearest to the cursor: its diagnostic carries the fingerprint. */
function fingerprintAtCursor(): SimulateParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { uri } = editor.document;
  const line = editor.selection.active.line;
  const near = vscode.languages.getDiagnostics(uri)
    .map((diagnostic) => ({ diagnostic, data: (diagnostic as vscode.Diagnostic & { data?: { fingerprint?: string } }).data }))
    .filter(({ data }) => data?.fingerprint)
    .sort((a, b) => Math.abs(a.diagnostic.range.start.line - line) - Math.abs(b.diagnostic.range.start.line - line))[0];
  return near && { uri: uri.toString(), fingerprint: near.data!.fingerprint! };
}

/** Paths in a simulation are relative to the project's root, which the finding's own file and path give away. */
export function fileResolver(uri: vscode.Uri, file: string): (path: string) => vscode.Uri {
  const root = uri.path.endsWith(`/${file}`) ? uri.path.slice(0, -file.length) : `${uri.path.slice(0, uri.path.lastIndexOf('/') + 1)}`;
  return (path) => uri.with({ path: `${root}${path}` });
}
