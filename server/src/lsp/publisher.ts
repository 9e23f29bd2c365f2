/** Brings diagnostics to the editor: pushed, or pulled by editors that can, never both for one file. */

import { atLeast } from '../../../engine/src/rules/severity.ts';
import type { Connection, Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Location } from '../../../engine/src/rules/types.ts';
import { contentHash } from '../../../engine/src/source/source-file.ts';
import { CONFIG_NAME } from '../node/root.ts';
import { configMistakes } from './config-file.ts';
import { diagnosticOf } from './diagnostics.ts';
import { pathOf, uriOf } from './places.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';
import { suppressionMistakes } from './suppressions.ts';

export interface PublisherOptions {
  readonly connection: Connection;
  readonly projects: () => Projects;
  readonly documentAt: (uri: string) => TextDocument | undefined;
  readonly canPull: boolean;
  readonly canRefresh: boolean;
  readonly hasRelatedInformation: boolean;
}

export interface Publisher {
  /** Findings of files changed, by path in the project. */
  changed(project: Project, paths: readonly string[]): void;
  opened(document: TextDocument): void;
  closed(uri: string): void;
  pull(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport>;
  /** What is shown in a file now. */
  diagnosticsAt(uri: string): readonly Diagnostic[];
  uriOf(project: Project, place: Location): string;
}

/** Before an editor is asked to pull again: what it has asked already is answered first. */
const REFRESH_DELAY = 30;

export function createPublisher({ connection, projects, documentAt, canPull, canRefresh, hasRelatedInformation }: PublisherOptions): Publisher {
  const answered = new Map<string, string>();
  const pushed = new Set<string>();
  let refresh: NodeJS.Timeout | undefined;

  const uriIn = (project: Project, path: string): string => project.open.get(path)?.uri ?? uriOf(join(project.root, path));

  function diagnosticsAt(uri: string): Diagnostic[] {
    const path = pathOf(uri);
    const document = documentAt(uri);
    if (path !== undefined && basename(path) === CONFIG_NAME) return document ? configMistakes(document) : [];
    const project = path === undefined ? undefined : projects().known(path);
    if (!project || path === undefined) return [];
    const { severity } = projects().settingsOf(project);
    const findings = project.shown.of(projects().nameIn(project, path)).filter((finding) => atLeast(finding.severity, severity));
    const options = { uriOf: (place: Location) => uriIn(project, place.file), hasRelatedInformation, pageOf };
    return [...findings.map((finding) => diagnosticOf(finding, options)), ...(document ? suppressionMistakes(document) : [])];
  }

  function push(uri: string): void {
    const diagnostics = diagnosticsAt(uri);
    if (!diagnostics.length && !pushed.has(uri) && !documentAt(uri)) return;
    if (diagnostics.length) pushed.add(uri);
    else pushed.delete(uri);
    void connection.sendDiagnostics({ uri, version: documentAt(uri)?.version, diagnostics });
  }

  function refreshSoon(): void {
    if (!canRefresh) return;
    refresh ??= setTimeout(() => {
      refresh = undefined;
      if ([...answered].some(([uri, id]) => documentAt(uri) && idOf(diagnosticsAt(uri)) !== id)) connection.languages.diagnostics.refresh();
    }, REFRESH_DELAY);
  }

  return {
    changed(project, paths) {
      const { closedFiles } = projects().settingsOf(project);
      for (const path of paths) {
        const isOpen = project.open.has(path);
        if (isOpen ? !canPull : closedFiles || pushed.has(uriIn(project, path))) push(uriIn(project, path));
      }
      if (canPull && paths.some((path) => project.open.has(path))) refreshSoon();
    },
    opened(document) {
      if (!canPull) push(document.uri);
      else if (pushed.delete(document.uri)) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    },
    closed(uri) {
      answered.delete(uri);
      const path = pathOf(uri);
      const project = path === undefined ? undefined : projects().known(path);
      const isKept = project && projects().settingsOf(project).closedFiles;
      pushed.delete(uri);
      if (isKept) push(uri);
      else if (!canPull) void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    async pull(uri, previous) {
      const path = pathOf(uri);
      if (path !== undefined && basename(path) !== CONFIG_NAME) await projects().known(path)?.settled();
      const items = diagnosticsAt(uri);
      const resultId = idOf(items);
      answered.set(uri, resultId);
      return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
    },
    diagnosticsAt,
    uriOf: (project, place) => uriIn(project, place.file),
  };
}

function idOf(diagnostics: readonly Diagnostic[]): string {
  return contentHash(JSON.stringify(diagnostics));
}

/** The pages lie beside the server in a checkout and in the extension. */
function pageOf(rule: string): string | undefined {
  return pages && new URL(`${rule}.md`, pages).href;
}

const pages = ['../../docs/rules/', '../../../docs/rules/'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(fileURLToPath(url))) ?? undefined;
