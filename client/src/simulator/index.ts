/** "Simulate this path": replays a finding in the simulator's panel. */

import * as vscode from 'vscode';
import { SIMULATE, type FindingData, type SimulateParams } from '../../../server/src/lsp/protocol.ts';
import type { Simulation } from '../../../engine/src/simulation/types.ts';
import { findingsNear } from '../findings.ts';
import type { Feature } from '../host.ts';
import { openSimulator } from './panel.ts';

export const simulator: Feature = ({ client, context }) =>
  vscode.commands.registerCommand('lockctx.simulate', async (given?: SimulateParams) => {
    const finding = given ?? nearestFinding();
    const simulation = finding && (await client.sendRequest<Simulation | null>(SIMULATE, finding));
    if (!simulation) void vscode.window.showInformationMessage(vscode.l10n.t('There is no finding to simulate here.'));
    else if (!simulation.reproduced) void vscode.window.showInformationMessage(vscode.l10n.t('Not reproduced: {0}', simulation.reason));
    else openSimulator(context, simulation, fileResolver(vscode.Uri.parse(finding.uri), simulation.location.file));
  });

/** The finding nearest to the cursor. */
function nearestFinding(): SimulateParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const [nearest] = findingsNear(editor.document.uri, editor.selection.active) as readonly (vscode.Diagnostic & { readonly data?: FindingData })[];
  return nearest?.data && { uri: editor.document.uri.toString(), fingerprint: nearest.data.fingerprint };
}

/** Paths in a simulation are relative to the project's root, which the finding's own file and path give away. */
function fileResolver(uri: vscode.Uri, file: string): (path: string) => vscode.Uri {
  const root = uri.path.endsWith(`/${file}`) ? uri.path.slice(0, -file.length) : uri.path.slice(0, uri.path.lastIndexOf('/') + 1);
  return (path) => uri.with({ path: root + path });
}
