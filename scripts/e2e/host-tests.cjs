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

  async 'a finding tells both of its paths'() {
    const document = await open('flow_gc.c');
    const [finding] = await findingsOf(document);
    assert.equal(ruleOf(finding), 'softirq-unsafe-lock');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(finding.range), '&cache.lock');
    assert.ok(finding.relatedInformation.some(({ message }) => /softirq \(rcu\)/.test(message)), 'the softirq side');
    assert.ok(finding.relatedInformation.some(({ message }) => /process/.test(message)), 'the process side');
  },

  async 'a hover tells where a function runs'() {
    const document = await open('flow_gc.c');
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, placeOf(document, 'flow_gc(void'));
    assert.match(hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n'), /process/);
  },

  async 'the preferred quick fix mends the finding'() {
    const document = await open('flow_gc.c');
    const fix = (await quickFixes(document)).find(({ isPreferred }) => isPreferred);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /spin_lock_bh\(&cache\.lock\)[^]*spin_unlock_bh\(&cache\.lock\)/);
    await noFindings(document);
    await revert(document);
  },

  async 'a suppression silences the finding'() {
    const document = await open('flow_gc.c');
    const fix = (await quickFixes(document)).find(({ title }) => /lockctx-ignore|suppress|silence/i.test(title));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /lockctx-ignore softirq-unsafe-lock: ./);
    await noFindings(document);
    await revert(document);
  },

  async 'fix all mends what can be mended without asking'() {
    const document = await open('flow_gc.c');
    await findingsOf(document);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [action] = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, whole, 'source.fixAll.lockctx', 1);
    assert.ok(action, 'an action of kind source.fixAll.lockctx');
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    await noFindings(document);
    await revert(document);
  },

  async 'a finding is simulated'() {
    await findingsOf(await open('flow_gc.c'));
    await vscode.commands.executeCommand('lockctx.simulate');
    await until(() => tabs().some((label) => /Simulation/.test(label)), 'the simulation', () => tabs().join(', '));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  },

  async 'a rule that is switched off reports nothing'() {
    const document = await open('flow_gc.c');
    await findingsOf(document);
    const settings = vscode.workspace.getConfiguration('lockctx');
    await settings.update('rules', { 'softirq-unsafe-lock': 'off' }, vscode.ConfigurationTarget.Workspace);
    await noFindings(document);
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await findingsOf(document);
  },

  async 'the server restarts'() {
    const document = await open('flow_gc.c');
    await vscode.commands.executeCommand('lockctx.restart');
    assert.equal((await findingsOf(document)).length, 1);
  },

  async 'the task lints files that are closed'() {
    const [task] = await vscode.tasks.fetchTasks({ type: 'lockctx' });
    assert.ok(task, 'a task of type lockctx');
    const ended = new Promise((resolve) => vscode.tasks.onDidEndTaskProcess(({ exitCode }) => resolve(exitCode)));
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 1);
    const found = () => vscode.languages.getDiagnostics().flatMap(([uri, list]) => list.filter(({ source }) => source === 'lockctx').map((finding) => `${name(uri)}: ${ruleOf(finding)}`));
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

function findingsOf(document) {
  const found = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'lockctx');
  return until(() => found().length > 0 && found(), `a finding of ${name(document.uri)}`);
}

function noFindings(document) {
  return until(() => vscode.languages.getDiagnostics(document.uri).every(({ source }) => source !== 'lockctx'), `no finding of ${name(document.uri)}`);
}

function ruleOf({ code }) {
  return code?.value ?? code;
}

async function quickFixes(document) {
  const [finding] = await findingsOf(document);
  const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, finding.range, 'quickfix', 10);
  assert.ok(actions.length > 0, 'quick fixes');
  return actions;
}

/** Position of the first occurrence. */
function placeOf(document, text) {
  return document.positionAt(document.getText().indexOf(text));
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
