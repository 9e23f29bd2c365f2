/** Tasks of type `lockctx`: the linter of the package over a workspace folder, its output read by the problem matcher `$lockctx`. */

import * as vscode from 'vscode';
import type { Feature, Host } from './host.ts';

/** As in tasks.json. */
interface LintDefinition extends vscode.TaskDefinition {
  /** Relative to the workspace folder; none: all of it. */
  readonly paths?: readonly string[];
  /** Further options of `lockctx lint`. */
  readonly args?: readonly string[];
}

export const tasks: Feature = (host) =>
  vscode.Disposable.from(
    vscode.tasks.registerTaskProvider('lockctx', {
      provideTasks: () => (vscode.workspace.workspaceFolders ?? []).map((folder) => lintTask(host, folder, { type: 'lockctx' })),
      resolveTask: ({ definition, scope }) => (typeof scope === 'object' ? lintTask(host, scope, definition as LintDefinition) : undefined),
    }),
    vscode.commands.registerCommand('lockctx.lintWorkspace', () => lintWorkspace(host)),
  );

async function lintWorkspace(host: Host): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (folder) await vscode.tasks.executeTask(lintTask(host, folder, { type: 'lockctx' }));
}

/** Runs in the editor's own Node: nothing needs to be installed, nothing of the workspace runs. */
function lintTask({ context }: Host, folder: vscode.WorkspaceFolder, definition: LintDefinition): vscode.Task {
  const { paths = ['.'], args = [] } = definition;
  const program = context.asAbsolutePath('server/dist/cli.js');
  const execution = new vscode.ProcessExecution(process.execPath, [program, 'lint', '--format', 'gcc', '--no-progress', '--root', '.', ...args, ...paths], {
    cwd: folder.uri.fsPath,
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const task = new vscode.Task(definition, folder, vscode.l10n.t('lint'), 'lockctx', execution, '$lockctx');
  task.group = vscode.TaskGroup.Build;
  return task;
}
