/** Tests with the whole `vscode` API, run by the extension host itself (extensionTestsPath). Each says `ok NAME` or `not ok NAME :: WHY`. */

const assert = require('node:assert/strict');
const vscode = require('vscode');

const id = 'lockctx.lockctx-vscode';

const tests = {
  async 'the extension activates, and every command of the manifest is there'() {
    const extension = vscode.extensions.getExtension(id);
    await (await extension.activate()).ready;
    const known = new Set(await vscode.commands.getCommands(true));
    const declared = extension.packageJSON.contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.filter((command) => !known.has(command)), []);
  },

  async 'a kernel log has its language'() {
    assert.equal((await open('report.splat')).languageId, 'kernel-splat');
  },

  async 'a mistake in lockctx.json is underlined'() {
    const document = await open('lockctx.json');
    await edit(document, (text) => text.replace('"rules": {}', '"rules": {"lock-leak": "loud"}'));
    await until(() => vscode.languages.getDiagnostics(document.uri).length > 0, 'a diagnostic of lockctx.json');
    await revert(document);
  },

  async 'a rule has a page'() {
    await vscode.commands.executeCommand('lockctx.explainRule', 'softirq-unsafe-lock');
    await until(() => tabs().some((label) => /softirq-unsafe-lock/.test(label)), 'the preview');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  },

  async 'the task lints files that are closed'() {
    const [task] = await vscode.tasks.fetchTasks({ type: 'lockctx' });
    assert.ok(task, 'a task of type lockctx');
    const ended = new Promise((resolve) => vscode.tasks.onDidEndTaskProcess(({ exitCode }) => resolve(exitCode)));
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 1);
    const found = () => vscode.languages.getDiagnostics().flatMap(([uri, list]) => list.filter(({ source }) => source === 'lockctx').map(({ code }) => `${name(uri)}: ${code?.value ?? code}`));
    await until(() => found().includes('flow_gc.c: softirq-unsafe-lock'), 'the finding of flow_gc.c', () => found().join(', '));
  },
};

function at(file) {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, file);
}

async function open(file) {
  const document = await vscode.workspace.openTextDocument(at(file));
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
}

async function edit(document, change) {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const edits = new vscode.WorkspaceEdit();
  edits.replace(document.uri, whole, change(document.getText()));
  assert.ok(await vscode.workspace.applyEdit(edits));
}

async function revert(document) {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

function tabs() {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
}

function name(uri) {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Resolves with what `probe` yields once that is truthy. */
async function until(probe, what, state = () => '') {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const value = await probe();
    if (value) return value;
  }
  throw new Error(`waited in vain for ${what}; ${state()}`);
}

exports.run = async () => {
  for (const [title, test] of Object.entries(tests)) {
    try {
      await test();
      console.log(`ok ${title}`);
    } catch (error) {
      console.log(`not ok ${title} :: ${error.stack}`);
    }
  }
};
