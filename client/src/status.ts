/** The status bar entry: what the server does, how far it is, how much it has found. */

import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import type { WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport } from 'vscode-languageclient';
import { SOURCE } from './findings.ts';

export interface Status extends vscode.Disposable {
  state(state: State): void;
  progress(value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): void;
}

export function createStatus(): Status {
  const item = vscode.window.createStatusBarItem('lockctx.status', vscode.StatusBarAlignment.Left, 0);
  item.name = 'lockctx';
  let server = State.Starting;
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
    if (!activity) return { icon: 'lock', text: `lockctx: ${found}`, detail: vscode.l10n.t('Lock contexts are up to date. Click for the problems.'), command: 'workbench.actions.view.problems' };
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
