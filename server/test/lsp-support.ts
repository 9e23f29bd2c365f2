/** A language client for tests: the built server over real standard input and output, on a folder of its own. */

import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientCapabilities, CodeAction, Diagnostic, InitializeResult, Position, ProgressToken, PublishDiagnosticsParams, TextEdit, WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport } from 'vscode-languageserver';

export const fixtures = fileURLToPath(new URL('../../test-fixtures/', import.meta.url));
const program = fileURLToPath(new URL('../bin/lockctx.js', import.meta.url));

export interface Client {
  readonly folder: string;
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  /** What the server logged. */
  readonly log: readonly string[];
  readonly server: ChildProcess;
  uri(path: string): string;
  /** Opens a file with its text on disk, or another one. */
  open(path: string, text?: string): Promise<void>;
  /** Replaces a range, as an editor sends it. */
  edit(path: string, range: TextEdit['range'], newText: string): Promise<void>;
  /** Replaces the first occurrence of a piece of text. */
  replace(path: string, piece: string, by: string): Promise<void>;
  /** Applies a code action's edits to open documents. */
  apply(action: CodeAction): Promise<void>;
  save(path: string): Promise<void>;
  text(path: string): string;
  /** Position of a piece of text, plus some characters. */
  at(path: string, piece: string, plus?: number): Position;
  ask<T>(method: string, path: string, piece: string, more?: object): Promise<T>;
  /** Resolves with pushed diagnostics of a file once they are as wanted. */
  until(path: string, is: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  pushed(path: string): readonly Diagnostic[] | undefined;
  /** How often diagnostics of a file were pushed. */
  pushes(path: string): number;
  close(): Promise<void>;
}

export interface ClientOptions {
  /** Folders or files of test-fixtures that are put into the client's folder. */
  readonly from: readonly string[];
  /** Further files. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: unknown;
  readonly capabilities?: ClientCapabilities;
  /** Folders of the workspace, relative to the client's; none: itself. */
  readonly folders?: readonly string[];
  readonly commands?: readonly string[];
  /** Module that every thread of the server loads first. */
  readonly preload?: string;
  readonly onProgress?: (token: ProgressToken, value: WorkDoneProgress) => void;
}

export type WorkDoneProgress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

export async function startClient({ from, files = {}, settings, capabilities = {}, folders = ['.'], commands, preload, onProgress }: ClientOptions): Promise<Client> {
  const folder = realpathSync(mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'lockctx-lsp-')));
  for (const name of from) cpSync(join(fixtures, name), join(folder, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const server = spawn(process.execPath, [...(preload ? ['--import', pathToFileURL(preload).href] : []), program, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, XDG_CACHE_HOME: join(folder, '.cache'), LOCALAPPDATA: join(folder, '.cache') } });
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const documents = new Map<string, TextDocument>();
  const diagnostics = new Map<string, PublishDiagnosticsParams>();
  const counts = new Map<string, number>();
  const log: string[] = [];
  let changed: (() => void)[] = [];
  server.stderr.on('data', (chunk) => log.push(String(chunk)));
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    diagnostics.set(params.uri, params);
    counts.set(params.uri, (counts.get(params.uri) ?? 0) + 1);
    const ready = changed;
    changed = [];
    for (const resolve of ready) resolve();
  });
  connection.onUnhandledProgress(({ token, value }) => onProgress?.(token, value as WorkDoneProgress));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid, rootUri: null, capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true }, ...capabilities.textDocument }, workspace: capabilities.workspace, window: capabilities.window },
    workspaceFolders: folders.map((name) => ({ uri: uri(name), name })), initializationOptions: { settings, commands },
  });
  await connection.sendNotification('initialized', {});

  const documentAt = (path: string): TextDocument => {
    const document = documents.get(uri(path));
    if (!document) throw new Error(`${path} is not open`);
    return document;
  };

  const client: Client = {
    folder, connection, initialized, log, server, uri,
    async open(path, text = readFileSync(join(folder, path), 'utf8')) {
      documents.set(uri(path), TextDocument.create(uri(path), 'c', 1, text));
      await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(path), languageId: 'c', version: 1, text } });
    },
    async edit(path, range, newText) {
      const document = documentAt(path);
      TextDocument.update(document, [{ range, text: newText }], document.version + 1);
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri: uri(path), version: document.version }, contentChanges: [{ range, text: newText }] });
    },
    async replace(path, piece, by) {
      const from = client.at(path, piece);
      await client.edit(path, { start: from, end: documentAt(path).positionAt(documentAt(path).offsetAt(from) + piece.length) }, by);
    },
    async apply({ edit }) {
      for (const [target, edits] of Object.entries(edit?.changes ?? {})) {
        const path = decodeURIComponent(target.slice(uri('').length));
        for (const { range, newText } of [...edits].reverse()) await client.edit(path.replace(/^\//, ''), range, newText);
      }
    },
    save: (path) => connection.sendNotification('textDocument/didSave', { textDocument: { uri: uri(path) } }),
    text: (path) => documentAt(path).getText(),
    at(path, piece, plus = 0) {
      const document = documentAt(path);
      const offset = document.getText().indexOf(piece);
      if (offset < 0) throw new Error(`${path} has no ${JSON.stringify(piece)}`);
      return document.positionAt(offset + plus);
    },
    ask: (method, path, piece, more = {}) => connection.sendRequest(method, { textDocument: { uri: uri(path) }, position: client.at(path, piece, 1), ...more }),
    async until(path, is) {
      for (;;) {
        const known = diagnostics.get(uri(path))?.diagnostics;
        if (known && is(known)) return known;
        await new Promise<void>((resolve) => changed.push(resolve));
      }
    },
    pushed: (path) => diagnostics.get(uri(path))?.diagnostics,
    pushes: (path) => counts.get(uri(path)) ?? 0,
    async close() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve(undefined)));
      connection.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return client;
}

export function codes(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => String(code)).sort();
}
