/** The language server: what it can do, the life of documents, and two analysis processes: a near one that is quick and a far one that knows what is related in the whole tree. */

import { totalmem } from 'node:os';
import { basename } from 'node:path';
import {
  CodeActionKind, CodeLensRefreshRequest, DidChangeWatchedFilesNotification, DidChangeConfigurationNotification, TextDocumentSyncKind, type Connection, type InitializeParams, type InitializeResult,
  type ServerCapabilities, type TextDocumentContentChangeEvent, type WorkDoneProgressServerReporter,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIG_NAME, isInside } from '../node/root.ts';
import { createAnalyst, type Analyst, type AnalystOptions } from './analyst.ts';
import { FIX_ALL } from './features/code-actions.ts';
import { pathOf } from './places.ts';
import type { Project, ProjectHost } from './project.ts';
import { createProjects, type Projects } from './projects.ts';
import { STATUS, type InitializationOptions, type Status } from './protocol.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { answerRequests } from './requests.ts';
import { settingsFrom, type Settings } from './settings.ts';

export interface ServerOptions {
  /** The module of an analysis process. */
  readonly script: URL;
  readonly version: string;
}

/** Milliseconds in which an analysis must say something while it is asked. */
const NEAR_TIMEOUT = 60_000;
const FAR_TIMEOUT = 600_000;

export function serve(connection: Connection, { script, version }: ServerOptions): void {
  const documents = new Map<string, TextDocument>();
  let client: InitializeParams;
  let projects: Projects;
  let publisher: Publisher;
  let near: Analyst;
  let far: Analyst;
  let settings = new Map<string, Settings>();
  let common = settingsFrom(undefined);
  let isDegraded = false;
  const reading = new Set<string>();
  const explored = new Map<string, { readonly files: number; readonly of: number }>();
  const folders = new Set<string>();
  const progress = createProgress(connection, () => client.capabilities.window?.workDoneProgress === true);
  const log = (text: string): void => connection.console.log(text);
  const initial = (): InitializationOptions => (client.initializationOptions ?? {}) as InitializationOptions;

  connection.onInitialize((parameters): InitializeResult => {
    client = parameters;
    common = settingsFrom(initial().settings ?? parameters.initializationOptions);
    for (const { uri } of parameters.workspaceFolders ?? (parameters.rootUri ? [{ uri: parameters.rootUri }] : [])) addFolder(uri);
    begin();
    return { capabilities: capabilitiesFor(parameters), serverInfo: { name: 'lockctx', version } };
  });

  connection.onInitialized(async () => {
    const { workspace } = client.capabilities;
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.{c,h}' }, { globPattern: `**/${CONFIG_NAME}` }] });
    if (workspace?.didChangeConfiguration?.dynamicRegistration) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'lockctx' });
    if (workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) folders.delete(pathOf(uri) ?? '');
        for (const { uri } of added) addFolder(uri);
        void fetchSettings().then(() => projects.setFolders([...folders]));
      });
    }
    if (await fetchSettings()) projects.reconfigure();
  });

  /** One process serves all folders. */
  function memoryAllowed(): number {
    return settings.size ? Math.max(...[...settings.values()].map(({ memory }) => memory)) : common.memory;
  }

  function addFolder(uri: string): void {
    const path = pathOf(uri);
    if (path !== undefined) folders.add(path);
  }

  function begin(): void {
    const analyst = (name: string, options: Pick<AnalystOptions, 'timeout' | 'isBackground' | 'megabytes' | 'onRestart' | 'onProgress'>): Analyst =>
      createAnalyst({ name, script, log, ...options, onGivenUp: () => degrade(`the ${name} analysis failed too often and was given up`) });
    near = analyst('near', { timeout: NEAR_TIMEOUT, isBackground: false, megabytes: nearMegabytes, onRestart: () => projects.all().forEach((project) => project.nearRestarted()), onProgress: () => undefined });
    far = analyst('far', { timeout: FAR_TIMEOUT, isBackground: true, megabytes: memoryAllowed, onRestart: (isLoss) => projects.all().forEach((project) => project.background.restarted(isLoss)), onProgress: progress.report });
    const host: ProjectHost = {
      near, far, log,
      onFindings: (project, paths) => publisher.changed(project, paths),
      onState: (project, state) => tell(state, state === 'ready' ? '' : project.root),
      onReading: (project, isReading) => {
        if (isReading) progress.begin(project);
        else progress.end(project.root);
        reading.delete(project.root);
        if (isReading) reading.add(project.root);
      },
      onExplored: ({ root }, { files, of }) => {
        explored.set(root, { files, of });
        log(`${root}: ${files} of ${of} files are held${files < of ? ', those most related to the open ones' : ''}`);
      },
    };
    projects = createProjects(host, (root) => settings.get(root) ?? [...settings].find(([folder]) => isInside(root, folder) || isInside(folder, root))?.[1] ?? common);
    const { textDocument, workspace } = client.capabilities;
    publisher = createPublisher({
      connection, projects: () => projects, documentAt: (uri) => documents.get(uri),
      canPull: textDocument?.diagnostic !== undefined, canRefresh: workspace?.diagnostics?.refreshSupport === true,
      hasRelatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true || textDocument?.diagnostic !== undefined,
    });
    projects.setFolders([...folders]);
  }

  function degrade(detail: string): void {
    isDegraded = true;
    connection.window.showWarningMessage(`lockctx: ${detail}; findings are incomplete until the server is restarted.`);
    tell('degraded', detail);
  }

  function tell(state: Status['state'], detail: string): void {
    const findings = projects.all().reduce((sum, project) => sum + project.shown.count(), 0);
    const current = isDegraded ? 'degraded' : state === 'ready' && reading.size ? 'reading' : state;
    void connection.sendNotification(STATUS, { state: current, detail, findings, held: heldFiles() } satisfies Status);
    if (state === 'ready') refreshMarks();
  }

  function heldFiles(): Status['held'] {
    const all = [...explored.values()];
    return all.length ? { files: all.reduce((sum, { files }) => sum + files, 0), of: all.reduce((sum, { of }) => sum + of, 0) } : undefined;
  }

  /** Lenses and hints follow the analysis, not the text. */
  function refreshMarks(): void {
    const { workspace } = client.capabilities;
    if (workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
    if (workspace?.inlayHint?.refreshSupport) connection.languages.inlayHint.refresh();
  }

  /** By folder, from an editor that can be asked. Whether anything came. */
  async function fetchSettings(): Promise<boolean> {
    if (!client.capabilities.workspace?.configuration || !folders.size) return false;
    const roots = [...folders];
    try {
      const values = await connection.workspace.getConfiguration(roots.map((folder) => ({ scopeUri: uriOfFolder(client, folder), section: 'lockctx' })));
      settings = new Map(roots.flatMap((folder, i) => (values[i] === null || values[i] === undefined ? [] : [[folder, settingsFrom(values[i])] as const])));
      return settings.size > 0;
    } catch (error) {
      log(`settings could not be read: ${(error as Error).message}`);
      return false;
    }
  }

  connection.onDidChangeConfiguration(async ({ settings: value }) => {
    const section = (value as { lockctx?: unknown } | null)?.lockctx;
    if (section !== undefined) common = settingsFrom(section);
    const before = memoryAllowed();
    settings.clear();
    await fetchSettings();
    projects.reconfigure();
    if (memoryAllowed() !== before) far.renew();
    refreshMarks();
  });

  /** `isBegun`: begin a project for it if there is none. */
  function inProject(uri: string, isBegun: boolean, act: (project: Project, name: string) => void): void {
    const path = pathOf(uri);
    if (path === undefined || basename(path) === CONFIG_NAME) return;
    const project = isBegun ? projects.for(path) : projects.known(path);
    if (project) act(project, projects.nameIn(project, path));
  }

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version: number, text } }) => {
    const document = TextDocument.create(uri, languageId, number, text);
    documents.set(uri, document);
    inProject(uri, true, (project, name) => project.opened(name, { uri, text, version: number }));
    if (basename(pathOf(uri) ?? '') === CONFIG_NAME) publisher.opened(document);
  });

  connection.onDidChangeTextDocument(({ textDocument: { uri, version: number }, contentChanges }) => {
    const document = documents.get(uri);
    if (!document) return;
    TextDocument.update(document, contentChanges as TextDocumentContentChangeEvent[], number ?? document.version + 1);
    inProject(uri, false, (project, name) => project.changed(name, document.getText(), document.version, contentChanges, projects.settingsOf(project).run === 'onType'));
    if (basename(pathOf(uri) ?? '') === CONFIG_NAME) publisher.opened(document);
  });

  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    inProject(uri, false, (project, name) => project.saved(name));
    if (basename(pathOf(uri) ?? '') === CONFIG_NAME) projects.reconfigure();
  });

  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.delete(uri);
    inProject(uri, false, (project, name) => project.closed(name));
    publisher.closed(uri);
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => basename(pathOf(uri) ?? '') === CONFIG_NAME)) projects.reconfigure();
    const byProject = new Map<Project, string[]>();
    for (const { uri } of changes) inProject(uri, false, (project, name) => void byProject.set(project, [...(byProject.get(project) ?? []), name]));
    for (const [project, names] of byProject) project.changedOnDisk(names.filter((name) => /\.[ch]$/.test(name)));
  });

  /** Watchers tell of files; of a folder that is renamed or deleted with all that is in it, only the editor that does so tells. */
  function refreshAt(uris: readonly string[]): void {
    for (const uri of uris) inProject(uri, false, (project, name) => project.changedOnDisk([name]));
  }
  connection.workspace.onDidRenameFiles(({ files }) => refreshAt(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])));
  connection.workspace.onDidDeleteFiles(({ files }) => refreshAt(files.map(({ uri }) => uri)));

  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }) => publisher.pull(uri, previousResultId));
  answerRequests({ connection, projects: () => projects, publisher: () => publisher, documentAt: (uri) => documents.get(uri), hasCommand: (command) => initial().commands?.includes(command) ?? false });

  connection.onShutdown(() => {
    projects.dispose();
    near.dispose();
    far.dispose();
  });
  connection.listen();
}

const folders = { filters: [{ scheme: 'file', pattern: { glob: '**', matches: 'folder' as const } }] };

function capabilitiesFor({ capabilities: { textDocument } }: InitializeParams): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(textDocument?.diagnostic && { diagnosticProvider: { identifier: 'lockctx', interFileDependencies: true, workspaceDiagnostics: false } }),
    hoverProvider: true,
    codeLensProvider: {},
    inlayHintProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
    callHierarchyProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    completionProvider: { triggerCharacters: ['"', ' ', ','] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true }, fileOperations: { didRename: folders, didDelete: folders } },
  };
}

/** Never reached by what a few open files lead to, unless one of them is a monster. */
function nearMegabytes(): number {
  return Math.max(2048, Math.floor((totalmem() / 2 ** 20) * 0.5));
}

/** As the editor spells it. */
function uriOfFolder({ workspaceFolders }: InitializeParams, folder: string): string | undefined {
  return workspaceFolders?.find(({ uri }) => pathOf(uri) === folder)?.uri;
}

/** Work-done progress of reading whole trees, one for each root. A share that was passed already is not told again. */
function createProgress(connection: Connection, isSupported: () => boolean): { begin(project: Project): void; report(root: string, stage: string, share: number): void; end(root: string): void } {
  const reporters = new Map<string, WorkDoneProgressServerReporter>();
  const furthest = new Map<string, number>();
  const begun = new Set<string>();
  return {
    begin(project) {
      furthest.delete(project.root);
      begun.add(project.root);
      if (!isSupported()) return;
      void connection.window.createWorkDoneProgress().then((reporter) => {
        if (!begun.has(project.root)) return;
        reporters.set(project.root, reporter);
        reporter.begin(`lockctx: ${basename(project.root)}`, 0, 'looking for files', true);
        reporter.token.onCancellationRequested(() => project.background.cancel());
      });
    },
    report(root, stage, share) {
      const percentage = Math.floor(share * 100);
      if (percentage <= (furthest.get(root) ?? -1)) return;
      furthest.set(root, percentage);
      reporters.get(root)?.report(percentage, stage);
    },
    end(root) {
      begun.delete(root);
      reporters.get(root)?.done();
      reporters.delete(root);
    },
  };
}
