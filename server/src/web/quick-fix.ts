/** A fix of the engine as a code action. A file's path in the engine is its URI here. */

import type { CodeAction, Diagnostic, TextEdit } from 'vscode-languageserver-types';
import type { Fix } from '../../../engine/src/rules/types.ts';
import { rangeOf } from '../lsp/ranges.ts';

export function actionOf({ title, edits, isPreferred }: Fix, diagnostic: Diagnostic): CodeAction {
  const changes: Record<string, TextEdit[]> = {};
  for (const { location, newText } of edits) (changes[location.file] ??= []).push({ range: rangeOf(location), newText });
  return { title, kind: 'quickfix', diagnostics: [diagnostic], isPreferred, edit: { changes } };
}
