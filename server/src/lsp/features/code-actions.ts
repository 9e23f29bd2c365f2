/** Code actions: quick fixes of findings, all preferred ones of a file at once, and what leads on from a finding. */

import { CodeActionKind, type CodeAction, type CodeActionContext, type Diagnostic, type Range, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { Fix, Location } from '../../../../engine/src/rules/types.ts';
import { fingerprintOf } from '../diagnostics.ts';
import { compare, overlaps, rangeOf } from '../ranges.ts';
import { COMMANDS } from '../protocol.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.lockctx`;

export interface ActionOptions {
  readonly uri: string;
  readonly uriOf: (place: Location) => string;
  readonly hasCommand: (command: string) => boolean;
  /** What is shown in the document. */
  readonly shown: readonly Diagnostic[];
  fixesOf(fingerprints: readonly string[]): Promise<readonly (readonly Fix[])[]>;
}

/** For the findings that the editor names; for those in the range where it does not give back what it was given of them (ALE). */
export async function quickFixes(range: Range, { diagnostics, only }: CodeActionContext, options: ActionOptions): Promise<CodeAction[]> {
  const named = diagnostics.filter((d) => fingerprintOf(d) !== undefined);
  const own = named.length ? named : options.shown.filter((d) => fingerprintOf(d) !== undefined && overlaps(d.range, range));
  if (!own.length || !wants(only, CodeActionKind.QuickFix)) return [];
  const fixes = await options.fixesOf(own.map((d) => fingerprintOf(d)!));
  return own.flatMap((diagnostic, i) => [...(fixes[i] ?? []).map((fix) => fixAction(fix, diagnostic, options)), ...leads(diagnostic, options)]);
}

function fixAction(fix: Fix, diagnostic: Diagnostic, { uriOf }: ActionOptions): CodeAction {
  return { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], ...(fix.isPreferred && { isPreferred: true }), edit: workspaceEdit([fix], uriOf) };
}

/** Commands of the client; none where it has none. */
function leads(diagnostic: Diagnostic, { uri, hasCommand }: ActionOptions): CodeAction[] {
  const { start } = diagnostic.range;
  const rule = String(diagnostic.code);
  const found = [
    { title: 'Simulate this path', command: COMMANDS.simulate, arguments: [{ uri, fingerprint: fingerprintOf(diagnostic) }] },
    { title: 'Show both paths', command: COMMANDS.showBothPaths, arguments: [{ uri, line: start.line, character: start.character }] },
    { title: `Explain ${rule}`, command: COMMANDS.explainRule, arguments: [rule] },
  ];
  return found.filter(({ command }) => hasCommand(command)).map((command) => ({ title: command.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }));
}

/** The preferred fixes of all findings; one that would change what another has changed already waits for the next time. */
export async function fixAll(fingerprints: readonly string[], options: ActionOptions): Promise<CodeAction | undefined> {
  const all = (await options.fixesOf(fingerprints)).flatMap((fixes) => fixes.find((fix) => fix.isPreferred) ?? []);
  const chosen: Fix[] = [];
  for (const fix of all) if (!chosen.some((other) => touch(other, fix))) chosen.push(fix);
  if (!chosen.length) return undefined;
  return { title: 'Fix all that lockctx can fix', kind: FIX_ALL, edit: workspaceEdit(chosen, options.uriOf) };
}

export function wants(only: readonly string[] | undefined, kind: string): boolean {
  return !only || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
}

/** Two fixes that do the same are one: their edits are equal. */
function touch(a: Fix, b: Fix): boolean {
  return a.edits.some((x) => b.edits.some((y) => x.location.file === y.location.file && overlaps(rangeOf(x.location), rangeOf(y.location))));
}

function workspaceEdit(fixes: readonly Fix[], uriOf: (place: Location) => string): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const { location, newText } of fixes.flatMap(({ edits }) => edits)) (changes[uriOf(location)] ??= []).push({ range: rangeOf(location), newText });
  for (const edits of Object.values(changes)) edits.sort((a, b) => compare(a.range.start, b.range.start));
  return { changes };
}
