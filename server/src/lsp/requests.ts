/** The questions that an editor asks about a place: each finds the project, asks its analysis and words the answer. */

import type { CallHierarchyItem, Connection, Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { basename } from 'node:path';
import type { FileOutline, LockClassOutline } from '../../../engine/src/queries/types.ts';
import type { Fix, Location } from '../../../engine/src/rules/types.ts';
import { CONFIG_NAME } from '../node/root.ts';
import { configCompletions } from './config-file.ts';
import { functionNameOf, hierarchyItem, incoming, outgoing } from './features/call-hierarchy.ts';
import { FIX_ALL, fixAll, quickFixes, wants, type ActionOptions } from './features/code-actions.ts';
import { BELOW_SECTION, hoverAt } from './features/hover.ts';
import { otherSides, takersAt } from './features/navigation.ts';
import { hintsOf, lensesOf } from './features/outline-marks.ts';
import { explainSplats } from './features/splats.ts';
import { pathOf } from './places.ts';
import { rangeOf } from './ranges.ts';
import type { Project } from './project.ts';
import type { Projects } from './projects.ts';
import { EXPLAIN_SPLAT, LOCK_CLASSES, SIMULATE, type ExplainSplatParams, type LockClassInfo, type SimulateParams } from './protocol.ts';
import type { Publisher } from './publisher.ts';
import type { Settings } from './settings.ts';
import { suppressionCompletions } from './suppressions.ts';

export interface RequestOptions {
  readonly connection: Connection;
  readonly projects: () => Projects;
  readonly publisher: () => Publisher;
  readonly documentAt: (uri: string) => TextDocument | undefined;
  readonly hasCommand: (command: string) => boolean;
}

/** A document in its project. */
interface Place {
  readonly project: Project;
  readonly path: string;
  readonly uri: string;
  readonly settings: Settings;
  uriOf(place: Location): string;
  /** Of the functions that have one of these lines, 0-based. */
  outline(first: number, last?: number): Promise<FileOutline>;
  lockClass(name: string): Promise<LockClassOutline | undefined>;
}

export function answerRequests({ connection, projects, publisher, documentAt, hasCommand }: RequestOptions): void {
  function placeOf(uri: string): Place | undefined {
    const absolute = pathOf(uri);
    const project = absolute === undefined ? undefined : projects().known(absolute);
    if (!project || absolute === undefined) return undefined;
    const path = projects().nameIn(project, absolute);
    return {
      project, path, uri, settings: projects().settingsOf(project),
      uriOf: (place) => publisher().uriOf(project, place),
      outline: async (first, last = first) => (await project.ask('outline', { path, lines: { first: first + 1, last: last + 1 } })) ?? { path, functions: [] },
      lockClass: (name) => project.ask('lockClass', { name }),
    };
  }

  const toLocation = (place: Place) => (location: Location) => ({ uri: place.uriOf(location), range: rangeOf(location) });

  connection.onHover(async ({ textDocument, position }) => {
    const place = placeOf(textDocument.uri);
    if (!place?.settings.hover) return null;
    const line = documentAt(textDocument.uri)?.getText(lineAt(position)) ?? '';
    return (await hoverAt({ root: place.project.root, outline: await place.outline(position.line, position.line + BELOW_SECTION), position, line, lockClass: place.lockClass })) ?? null;
  });

  connection.onCodeLens(async ({ textDocument }) => {
    const place = placeOf(textDocument.uri);
    if (!place?.settings.codeLens) return null;
    const heads = (await place.project.ask('heads', { path: place.path })) ?? [];
    return lensesOf(heads, { uri: textDocument.uri, findings: place.project.shown.of(place.path), hasCommand });
  });

  connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    const place = placeOf(textDocument.uri);
    return place?.settings.inlayHints ? hintsOf(await place.outline(range.start.line, range.end.line), range) : null;
  });

  connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
    const place = placeOf(uri);
    await place?.project.settled(); // A fix is made for the text that the editor has now.
    if (!place || place.project.open.get(place.path)?.isHeld) return [];
    const options: ActionOptions = { uri, uriOf: place.uriOf, hasCommand, shown: publisher().diagnosticsAt(uri), fixesOf: (fingerprints) => fixesOf(place, fingerprints) };
    const quick = await quickFixes(range, context, options);
    const isAll = context.only?.length && wants(context.only, FIX_ALL);
    const all = isAll ? await fixAll(place.project.shown.of(place.path).map((f) => f.fingerprint), options) : undefined;
    return all ? [...quick, all] : quick;
  });

  async function fixesOf({ project }: Place, fingerprints: readonly string[]): Promise<readonly (readonly Fix[])[]> {
    return (await project.ask('fixes', { fingerprints })) ?? [];
  }

  connection.languages.callHierarchy.onPrepare(async ({ textDocument, position }) => {
    const place = placeOf(textDocument.uri);
    const item = place?.settings.callHierarchy ? hierarchyItem(await place.outline(position.line), position, place.uriOf) : undefined;
    return item ? [item] : null;
  });
  connection.languages.callHierarchy.onIncomingCalls(async ({ item }) => {
    const place = placeOf(item.uri);
    return place ? incoming((await place.project.ask('callers', { of: functionOf(item) })) ?? [], place.uriOf) : null;
  });
  connection.languages.callHierarchy.onOutgoingCalls(async ({ item }) => {
    const place = placeOf(item.uri);
    return place ? outgoing((await place.project.ask('callees', { of: functionOf(item) })) ?? [], place.uriOf) : null;
  });

  connection.onDefinition(async ({ textDocument, position }) => {
    const place = placeOf(textDocument.uri);
    if (!place?.settings.navigation) return null;
    await place.project.settled();
    return otherSides(place.project.shown.of(place.path), position, toLocation(place));
  });
  connection.onReferences(async ({ textDocument, position }) => {
    const place = placeOf(textDocument.uri);
    return place?.settings.navigation ? takersAt(await place.outline(position.line), position, place.lockClass, toLocation(place)) : null;
  });

  connection.onCompletion(({ textDocument, position }) => {
    const document = documentAt(textDocument.uri);
    const path = pathOf(textDocument.uri);
    if (!document || path === undefined) return null;
    const isConfig = basename(path) === CONFIG_NAME;
    const project = projects().known(path);
    if (project && !projects().settingsOf(project).completion) return null;
    return isConfig ? configCompletions(document, position) : suppressionCompletions(document, position);
  });

  connection.onRequest(SIMULATE, async ({ uri, fingerprint }: SimulateParams) => {
    const place = placeOf(uri);
    return (await place?.project.ask('simulate', { fingerprint, preemption: place.settings.preemption })) ?? null;
  });
  connection.onRequest(LOCK_CLASSES, async () => {
    const lists = await Promise.all(projects().all().map(async (project) => ((await project.ask('lockClasses', {})) ?? []).map((cls) => lockClassInfo(cls, (place) => publisher().uriOf(project, place)))));
    return lists.flat().sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  });
  connection.onRequest(EXPLAIN_SPLAT, ({ text }: ExplainSplatParams) =>
    explainSplats(text, { projects: projects().all(), toLocation: (project, place) => ({ uri: publisher().uriOf(project, place), range: rangeOf(place) }) }));
}

function lockClassInfo({ name, kind, usage, takers }: LockClassOutline, uriOf: (place: Location) => string): LockClassInfo {
  return { name, kind, usage, acquisitions: takers.map(({ context, function: fn, api, location }) => ({ context, function: fn, call: api, location: { uri: uriOf(location), range: rangeOf(location) } })) };
}

function functionOf(item: CallHierarchyItem): ReturnType<typeof functionNameOf> {
  return functionNameOf(item);
}

function lineAt({ line }: Position): Range {
  return { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
}
