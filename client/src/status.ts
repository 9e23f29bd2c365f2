/** The status bar entry: what the server does, how far it is, how much it has found. */

import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import type { WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport } from 'vscode-languageclient';
import type { Status as ServerStatus } from '../../server/src/lsp/protocol.ts';
import { SOURCE } from './findings.ts';

export interface Status extends vscode.Disposable {
  state(state: State): void;
  server(value: ServerStatus): void;
  progress(value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): void;
}

export function createStatus(): Status {
  const item = vscode.window.createStatusBarItem('lockctx.status', vscode.StatusBarAlignment.Left, 0);
  item.name = 'lockctx';
  let server = State.Starting;
  let told: ServerStatus | undefined;
  let percentage: number | undefined;
  let activity = '';

  function show(): void {
    const { icon, text, detail, command } = server === State.Running ? running() : waiting();
    item.text = `$(${icon}) ${text}`;
    item.accessibilityInformation = { label: text };
    item.tooltip = detail;
    item.command = command;
    item.backgroundColor = server === State.Stopped && isEnabled('enable') ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    if (isEnabled('statusBar.enable')) item.show();
    else item.hide();
  }

  function running(): Look {
    const count = countFindings();
    const found = count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', count);
    if (told?.state === 'degraded') return { icon: 'warning', text: `lockctx: ${found}`, detail: vscode.l10n.t('Findings are incomplete: {0}. Click for the output.', told.detail), command: 'lockctx.showOutput' };
    if (!activity) return { icon: 'lock', text: `lockctx: ${found}`, detail: upToDate(told?.held), command: 'workbench.actions.view.problems' };
    const share = percentage === undefined ? '' : ` ${Math.round(percentage)} %`;
    return { icon: 'sync~spin', text: `lockctx:${share} (${found})`, detail: activity, command: 'lockctx.showOutput' };
  }

  function waiting(): Look {
    if (server === State.Starting) return { icon: 'sync~spin', text: `lockctx: ${vscode.l10n.t('starting')}`, detail: vscode.l10n.t('The language server starts.'), command: 'lockctx.showOutput' };
    return { icon: 'debug-disconnect', text: `lockctx: ${vscode.l10n.t('stopped')}`, detail: vscode.l10n.t('The language server does not run. Click to start it.'), command: 'lockctx.restart' };
  }

  const listeners = [
    vscode.languages.onDidChangeDiagnostics(show),
    vscode.workspace.onDidChangeConfiguration((event) => void (event.affectsConfiguration('lockctx') && show())),
  ];
  show();
  return {
    state(state) {
      server = state;
      if (state !== State.Running) activity = '';
      if (state !== State.Running) told = undefined;
      show();
    },
    server(value) {
      told = value;
      show();
    },
    progress(value) {
      if (value.kind === 'begin') activity = value.title;
      if (value.kind === 'end') activity = '';
      else percentage = value.percentage ?? (value.kind === 'begin' ? undefined : percentage);
      show();
    },
    dispose: () => vscode.Disposable.from(item, ...listeners).dispose(),
  };
}

function upToDate(held: ServerStatus['held']): string {
  const text = vscode.l10n.t('Lock contexts are up to date. Click for the problems.');
  return held ? `${text}\n${vscode.l10n.t('{0} of {1} files of the tree are held: those most related to the open ones.', held.files, held.of)}` : text;
}

interface Look {
  readonly icon: string;
  readonly text: string;
  readonly detail: string;
  readonly command: string;
}

function isEnabled(name: string): boolean {
  return vscode.workspace.getConfiguration('lockctx').get(name, true);
}

function countFindings(): number {
  return vscode.languages.getDiagnostics().reduce((sum, [, diagnostics]) => sum + diagnostics.filter(({ source }) => source === SOURCE).length, 0);
}
