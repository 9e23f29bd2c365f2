/** "Simulate this path": asks the server to replay a finding, and shows the replay as a table, one step a row. */

import * as vscode from 'vscode';
import { SIMULATE, type FindingData, type SimulateParams, type Simulation } from '../../server/src/lsp/protocol.ts';
import { findingsNear } from './findings.ts';
import type { Feature, Host } from './host.ts';
import { createPages, type Pages } from './pages.ts';

export const simulate: Feature = (host) => {
  const pages = createPages('lockctx-simulation');
  return vscode.Disposable.from(pages, vscode.commands.registerCommand('lockctx.simulate', (finding?: SimulateParams) => replay(host, pages, finding ?? nearestFinding())));
};

/** The finding nearest to the cursor. */
function nearestFinding(): SimulateParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const [nearest] = findingsNear(editor.document.uri, editor.selection.active) as readonly (vscode.Diagnostic & { readonly data?: FindingData })[];
  return nearest?.data && { uri: editor.document.uri.toString(), fingerprint: nearest.data.fingerprint };
}

async function replay({ client }: Host, pages: Pages, finding: SimulateParams | undefined): Promise<void> {
  const simulation = finding && (await client.sendRequest<Simulation | null>(SIMULATE, finding));
  if (simulation) await pages.show(vscode.l10n.t('Simulation'), pageOf(simulation));
  else void vscode.window.showInformationMessage(vscode.l10n.t('There is no finding to simulate here.'));
}

function pageOf({ rule, message, reproduced, reason, lanes, run, fixed, splat }: Simulation): string {
  const head = [`# ${rule}`, '', message, ''];
  if (!reproduced) return [...head, `**${vscode.l10n.t('Not reproduced')}**: ${reason}`, ''].join('\n');
  const after = fixed ? [`## ${fixed.title}`, '', fixed.explanation, '', ...tableOf(lanes, fixed.steps)] : [];
  return [...head, ...tableOf(lanes, run.steps), '', `**${run.explanation}**`, '', ...after, '', '```text', splat, '```', ''].join('\n');
}

type Step = Simulation['run']['steps'][number];

/** A column for each lane: who acts, who waits on its CPU, who is interrupted. */
function tableOf(lanes: Simulation['lanes'], steps: readonly Step[]): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    row(['', ...lanes.map(({ label, function: name }) => `${label}<br>\`${name}()\``), vscode.l10n.t('Step'), vscode.l10n.t('Place')]),
    row(['--:', ...lanes.map(() => ':-:'), '---', '---']),
    ...steps.map((step, i) => row([String(i + 1), ...lanes.map((lane) => markOf(step, lane)), `\`${step.function}()\` ${step.what}`, `${step.location.file}:${step.location.line}`])),
  ];
}

function markOf(step: Step, { actor, cpu }: Simulation['lanes'][number]): string {
  if (step.actor === actor) return step.kind === 'bad' ? '✗' : '●';
  const { stack } = step.cpus[cpu];
  return stack.at(-1) === actor ? '│' : stack.includes(actor) ? '┊' : '';
}
