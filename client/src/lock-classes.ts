/** The view "Lock classes": class, then the contexts in which it is taken, then each acquisition. Asked for when shown, and again when findings change. */

import * as vscode from 'vscode';
import { LOCK_CLASSES, type LockAcquisition, type LockClassInfo } from '../../server/src/lsp/protocol.ts';
import { findingsNear } from './findings.ts';
import type { Feature, Host } from './host.ts';

type Context = LockAcquisition['context'];

export type Row =
  | { readonly kind: 'class'; readonly info: LockClassInfo }
  | { readonly kind: 'context'; readonly context: Context; readonly acquisitions: readonly LockAcquisition[] }
  | { readonly kind: 'acquisition'; readonly acquisition: LockAcquisition };

/** As far as they interrupt each other: whoever is lower interrupts whoever is higher. */
const order: readonly Context[] = ['process', 'softirq', 'hardirq', 'nmi'];
const icons: Readonly<Record<Context, string>> = { process: 'person', softirq: 'clock', hardirq: 'zap', nmi: 'flame' };

/** Milliseconds between the last change of diagnostics and the question for classes. */
const SETTLED = 1000;

export const lockClasses: Feature = (host) => {
  const changed = new vscode.EventEmitter<void>();
  const view = vscode.window.createTreeView('lockctx.lockClasses', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (row?: Row) => (row ? childrenOf(row) : (await askClasses(host)).map((info): Row => ({ kind: 'class', info }))),
      getTreeItem: itemOf,
    },
  });
  let timer: NodeJS.Timeout | undefined;
  const refreshSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => view.visible && changed.fire(), SETTLED);
  };
  return vscode.Disposable.from(
    changed, view,
    vscode.commands.registerCommand('lockctx.refreshLockClasses', () => changed.fire()),
    vscode.languages.onDidChangeDiagnostics(refreshSoon),
    view.onDidChangeVisibility(({ visible }) => void (visible && changed.fire())),
    host.client.onDidChangeState(() => changed.fire()),
    { dispose: () => clearTimeout(timer) },
  );
};

async function askClasses({ client, output }: Host): Promise<readonly LockClassInfo[]> {
  if (!client.isRunning()) return [];
  try {
    return await client.sendRequest<readonly LockClassInfo[]>(LOCK_CLASSES, {});
  } catch (error) {
    output.warn(`lock classes: ${String(error)}`);
    return [];
  }
}

function childrenOf(row: Row): Row[] {
  if (row.kind === 'acquisition') return [];
  if (row.kind === 'context') return row.acquisitions.map((acquisition) => ({ kind: 'acquisition', acquisition }));
  return order.flatMap((context): Row[] => {
    const acquisitions = row.info.acquisitions.filter((acquisition) => acquisition.context === context);
    return acquisitions.length ? [{ kind: 'context', context, acquisitions }] : [];
  });
}

function itemOf(row: Row): vscode.TreeItem {
  if (row.kind === 'class') return classItem(row.info);
  if (row.kind === 'acquisition') return acquisitionItem(row.acquisition);
  const item = new vscode.TreeItem(row.context, vscode.TreeItemCollapsibleState.Collapsed);
  item.description = String(row.acquisitions.length);
  item.iconPath = new vscode.ThemeIcon(icons[row.context]);
  return item;
}

function classItem({ name, kind, usage, acquisitions }: LockClassInfo): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  const contexts = order.filter((context) => acquisitions.some((acquisition) => acquisition.context === context));
  item.description = [usage, contexts.join(', ')].filter(Boolean).join(' ');
  item.tooltip = [`${kind} ${name}`, usage].filter(Boolean).join('\n');
  item.iconPath = new vscode.ThemeIcon('lock');
  return item;
}

function acquisitionItem({ function: name, call, location }: LockAcquisition): vscode.TreeItem {
  const item = new vscode.TreeItem(`${name}()`);
  const { start } = location.range;
  item.description = `${call} · ${location.uri.slice(location.uri.lastIndexOf('/') + 1)}:${start.line + 1}`;
  item.iconPath = new vscode.ThemeIcon('symbol-method');
  const selection = new vscode.Range(start.line, start.character, location.range.end.line, location.range.end.character);
  if (findingsNear(vscode.Uri.parse(location.uri), new vscode.Position(start.line, start.character))[0]?.range.start.line === start.line) item.contextValue = 'finding';
  item.command = { command: 'vscode.open', title: '', arguments: [vscode.Uri.parse(location.uri), { selection } satisfies vscode.TextDocumentShowOptions] };
  return item;
}
