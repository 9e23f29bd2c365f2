/** A language server for the files that are open and no others: what a browser can offer, where there is no tree on a disk to read. */

import { TextDocumentSyncKind, type CodeAction, type Connection, type Diagnostic, type Hover, type InitializeResult } from 'vscode-languageserver';
import { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { extractFacts } from '../../../engine/src/facts/extract.ts';
import { kernelKnowledge } from '../../../engine/src/knowledge/knowledge.ts';
import { atLeast } from '../../../engine/src/rules/severity.ts';
import type { Finding, Level, Severity } from '../../../engine/src/rules/types.ts';
import { createSession, type Session } from '../../../engine/src/session.ts';
import type { Parser } from '../../../engine/src/syntax/parser.ts';
import { diagnosticOf, fingerprintOf, type DiagnosticOptions } from '../lsp/diagnostics.ts';
import { actionOf } from './quick-fix.ts';

/** Milliseconds without a keystroke before findings are brought up to date. */
const PAUSE = 150;

/** What of the section `lockctx` matters here. */
interface Settings {
  readonly rules?: Readonly<Record<string, Level>>;
  readonly severity?: Severity;
  readonly hover?: { readonly enable?: boolean };
}

/** Paths in the engine are URIs here, and rule pages are not at hand. */
const asDiagnostic: DiagnosticOptions = { uriOf: ({ file }) => file, hasRelatedInformation: true, pageOf: () => undefined };

const capabilities: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  codeActionProvider: { codeActionKinds: ['quickfix'] },
  hoverProvider: true,
};

/** Serves until the connection closes. */
export function serveOpenFiles(connection: Connection, opened: Promise<Parser>): void {
  const documents = new TextDocuments(TextDocument);
  let session = newSession({});
  let least: Severity = 'hint';
  let hasHover = true;
  let findings: readonly Finding[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Documents whose facts the session does not have yet. */
  const stale = new Set<string>();

  connection.onInitialize(({ initializationOptions }) => {
    configure((initializationOptions as { settings?: Settings } | undefined)?.settings);
    return { capabilities, serverInfo: { name: 'lockctx' } };
  });
  connection.onDidChangeConfiguration(({ settings }) => configure((settings as { lockctx?: Settings } | null)?.lockctx));
  documents.onDidChangeContent(({ document }) => touch(document.uri));
  documents.onDidClose(({ document }) => {
    touch(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  connection.onHover(({ textDocument, position }) => (hasHover ? hoverAt(documents.get(textDocument.uri), position, session) : undefined));
  connection.onCodeAction(({ textDocument, context }) => context.diagnostics.flatMap((diagnostic) => actionsFor(textDocument.uri, diagnostic)));
  documents.listen(connection);
  connection.listen();

  /** A session keeps its settings: others need another session, which knows no file yet. */
  function configure(settings: Settings | undefined): void {
    session = newSession(settings?.rules ?? {});
    least = settings?.severity ?? 'info';
    hasHover = settings?.hover?.enable ?? true;
    for (const { uri } of documents.all()) touch(uri);
  }

  function touch(uri: string): void {
    stale.add(uri);
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), PAUSE);
  }

  async function refresh(): Promise<void> {
    const parser = await opened;
    const changes = [...stale].map((uri) => ({ path: uri, facts: factsOf(parser, documents.get(uri)) }));
    stale.clear();
    session.update(changes);
    findings = session.analyze().findings.filter(({ severity }) => atLeast(severity, least));
    for (const { uri, version } of documents.all())
      void connection.sendDiagnostics({ uri, version, diagnostics: findings.filter(({ location }) => location.file === uri).map((finding) => diagnosticOf(finding, asDiagnostic)) });
  }

  function actionsFor(uri: string, diagnostic: Diagnostic): CodeAction[] {
    const fingerprint = fingerprintOf(diagnostic);
    const finding = findings.find((candidate) => candidate.fingerprint === fingerprint && candidate.location.file === uri);
    return finding ? session.fixesOf(finding, (path) => documents.get(path)?.getText()).map((fix) => actionOf(fix, diagnostic)) : [];
  }
}

function newSession(levels: Readonly<Record<string, Level>>): Session {
  return createSession({ knowledge: kernelKnowledge, config: { levels, kernelVersions: [] }, followsEdits: true });
}

function factsOf(parser: Parser, document: TextDocument | undefined): ReturnType<typeof extractFacts> | undefined {
  return document && extractFacts(parser, { path: document.uri, text: document.getText() });
}

/** In which contexts the function under the mouse runs. */
function hoverAt(document: TextDocument | undefined, position: { line: number; character: number }, session: Session): Hover | undefined {
  if (!document) return undefined;
  const [word] = /\w*$/.exec(document.getText({ start: { line: position.line, character: 0 }, end: position }))!;
  const [rest] = /^\w*/.exec(document.getText({ start: position, end: { line: position.line + 1, character: 0 } }))!;
  const contexts = session.contextsOf(word + rest).flatMap(({ witnesses }) => witnesses.map(({ label, entry }) => `- ${label}: from \`${entry.function}()\`${entry.via ? `, by \`${entry.via}\`` : ''}`));
  return contexts.length ? { contents: { kind: 'markdown', value: [`**${word}${rest}()** runs in`, '', ...new Set(contexts)].join('\n') } } : undefined;
}
