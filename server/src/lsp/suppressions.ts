/** `lockctx-ignore` comments as they are written: what is wrong with them and what could come next. */

import { CompletionItemKind, MarkupKind, type CompletionItem, type Diagnostic, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { rules } from '../../../engine/src/rules/index.ts';
import { didYouMean } from '../node/did-you-mean.ts';
import { mistakeAt } from './diagnostics.ts';

const comment = /lockctx-ignore\b[ \t]*([\w*, \t-]*?)[ \t]*(?:(:)[ \t]*([^\n]*?))?[ \t]*(?:\*\/|\r?\n|$)/g;
const names = rules.map(({ name }) => name);

export function suppressionMistakes(document: TextDocument): Diagnostic[] {
  const text = document.getText();
  if (!text.includes('lockctx-ignore')) return [];
  return [...text.matchAll(comment)].flatMap((match) => {
    if (!isInComment(text, match.index)) return [];
    const [whole, list, colon, reason] = match;
    const range = { start: document.positionAt(match.index), end: document.positionAt(match.index + whole.replace(/\s*(?:\*\/)?\s*$/, '').length) };
    const asked = list.split(',').map((name) => name.trim()).filter(Boolean);
    const unknown = asked.filter((name) => name !== '*' && !names.includes(name));
    if (!asked.length) return [mistakeAt(range, 'A rule is missing: `lockctx-ignore RULE: why this is safe`.', 'suppression', true)];
    if (unknown.length) return unknown.map((name) => mistakeAt(range, `There is no rule ${name}.${didYouMean(name, names)}`, 'suppression', true));
    return colon && reason ? [] : [mistakeAt(range, 'A reason is missing, so nothing is silenced: `lockctx-ignore RULE: why this is safe`.', 'suppression', true)];
  });
}

/** On its line, behind `//` or `*`. */
function isInComment(text: string, at: number): boolean {
  return /\/\/|\/\*|^\s*\*/.test(text.slice(text.lastIndexOf('\n', at) + 1, at));
}

/** Rule names behind `lockctx-ignore`, and the word itself in a comment. */
export function suppressionCompletions(document: TextDocument, position: Position): CompletionItem[] {
  const before = document.getText({ start: { line: position.line, character: 0 }, end: position });
  if (!isInComment(before, before.length)) return [];
  if (/lockctx-ignore[ \t]+([\w-]+[ \t]*,[ \t]*)*[\w-]*$/.test(before)) return rules.map(ruleItem);
  const [, typed] = /(?:\/\/|\/\*|\*)[ \t]*([a-z-]*)$/.exec(before) ?? [];
  if (typed === undefined || typed === '' || !'lockctx-ignore'.startsWith(typed)) return [];
  return [{ label: 'lockctx-ignore', kind: CompletionItemKind.Keyword, detail: 'silence a finding here, with a reason' }];
}

export function ruleItem({ name, summary, documentation }: (typeof rules)[number]): CompletionItem {
  return { label: name, kind: CompletionItemKind.EnumMember, detail: summary, documentation: { kind: MarkupKind.Markdown, value: documentation } };
}
