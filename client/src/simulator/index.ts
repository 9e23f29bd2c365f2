/** "Simulate this path": replays a finding in the simulator's panel. */

import * as vscode from 'vscode';
import { SIMULATE, type FindingData, type SimulateParams } from '../../../server/src/lsp/protocol.ts';
import type { Simulation } from '../../../engine/src/simulation/types.ts';
import { findingsNear } from '../findings.ts';
import type { Feature } from '../host.ts';
import type { Row } from '../lock-classes.ts';
import { openSimulator } from './panel.ts';

export const simulator: Feature = ({ client, context }) =>
  vscode.commands.registerCommand('lockctx.simulate', async (given?: SimulateParams | Row) => {
    const finding = given === undefined ? nearestFinding() : 'kind' in given ? findingOf(given) : given;
    const simulation = finding && (await client.sendRequest<Simulation | null>(SIMULATE, finding));
    if (!simulation) void vscode.window.showInformationMessage(vscode.l10n.t('There is no finding to simulate here.'));
    else if (!simulation.reproduced) void vscode.window.showInformationMessage(vscode.l10n.t('Not reproduced: {0}', simulation.reason));
    else openSimulator(context, simulation, fileResolver(vscode.Uri.parse(finding.uri), simulation.location.file));
  });

/** The finding nearest to the cursor. */
function nearestFinding(): SimulateParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  return findingAt(editor.document.uri, editor.selection.active);
}

/** The one at an acquisition of the view "Lock classes". */
function findingOf(row: Row): SimulateParams | undefined {
  if (row.kind !== 'acquisition') return undefined;
  const { uri, range } = row.acquisition.location;
  return findingAt(vscode.Uri.parse(uri), new vscode.Position(range.start.line, range.start.character));
}

function findingAt(uri: vscode.Uri, position: vscode.Position): SimulateParams | undefined {
  const [nearest] = findingsNear(uri, position) as readonly (vscode.Diagnostic & { readonly data?: FindingData })[];
  return nearest?.data && { uri: uri.toString(), fingerprint: nearest.data.fingerprint };
}

/** Paths in a simulation are relative to the project's root, which the finding's own file and path give away. */
function fileResolver(uri: vscode.Uri, file: string): (path: string) => vscode.Uri {
  const root = uri.path.endsWith(`/${file}`) ? uri.path.slice(0, -file.length) : uri.path.slice(0, uri.path.lastIndexOf('/') + 1);
  return (path) => uri.with({ path: root + path });
}
