/** English and Simplified Chinese say the same things, and nothing is said that has no words. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const json = (name: string): Record<string, string> => JSON.parse(readFileSync(root + name, 'utf8'));
const english = json('package.nls.json');

test('the manifest has the same strings in both languages, and uses every one', () => {
  const used = [...readFileSync(`${root}package.json`, 'utf8').matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key);
  expect(Object.keys(json('package.nls.zh-cn.json')).sort()).toEqual(Object.keys(english).sort());
  expect([...new Set(used)].sort()).toEqual(Object.keys(english).sort());
});

test('the code has the strings of the bundle, and no others', () => {
  const said = readdirSync(`${root}client/src`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).flatMap((name) => translatedIn(`${root}client/src/${name}`));
  expect([...new Set(said)].sort()).toEqual(Object.keys(json('l10n/bundle.l10n.zh-cn.json')).sort());
});

test('placeholders, links and code survive translation', () => {
  const marks = (text: string): string[] => (text.match(/\{\d\}|\]\([^)]*\)|`[^`]*`/g) ?? []).sort();
  const pairs = [...Object.entries(english).map(([key, text]) => [text, json('package.nls.zh-cn.json')[key]]), ...Object.entries(json('l10n/bundle.l10n.zh-cn.json'))];
  for (const [from, to] of pairs) expect(marks(to), to).toEqual(marks(from));
});

/** First arguments of `l10n.t()`; one that is no literal could not be translated. */
function translatedIn(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText())) {
      const [text] = node.arguments;
      found.push(ts.isStringLiteralLike(text) ? text.text : `not a literal: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}
