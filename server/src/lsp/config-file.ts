/** lockctx.json in the editor: its mistakes, and what could be written at the cursor. */

import { findNodeAtLocation, getLocation, getNodeValue, parseTree, printParseErrorCode, type JSONPath, type ParseError } from 'jsonc-parser';
import { CompletionItemKind, type CompletionItem, type Diagnostic, type Position, type Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { configShape } from '../node/config-schema.ts';
import { misfits, type Shape } from '../node/json-shape.ts';
import { mistakeAt } from './diagnostics.ts';

export function configMistakes(document: TextDocument): Diagnostic[] {
  const errors: ParseError[] = [];
  const tree = parseTree(document.getText(), errors, { disallowComments: true, allowTrailingComma: false });
  const at = (offset: number, length: number): Range => ({ start: document.positionAt(offset), end: document.positionAt(offset + length) });
  if (errors.length || !tree) return errors.map(({ error, offset, length }) => mistakeAt(at(offset, length), `This is not valid JSON: ${printParseErrorCode(error)}.`, 'lockctx.json'));
  return [...misfits(getNodeValue(tree), configShape)].map((misfit) => {
    const [, path, message] = /^(\$.*?): (.*)$/s.exec(misfit)!;
    const { offset, length } = findNodeAtLocation(tree, stepsOf(path)) ?? tree;
    return mistakeAt(at(offset, length), message, 'lockctx.json');
  });
}

/** `$.include[0]["odd name"]` → its steps. */
function stepsOf(path: string): JSONPath {
  return [...path.matchAll(/\.([\w$]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)].map(([, name, index, quoted]) => name ?? (index !== undefined ? Number(index) : (JSON.parse(quoted) as string)));
}

/** Members and values that the shape knows at the cursor. */
export function configCompletions(document: TextDocument, position: Position): CompletionItem[] {
  const text = document.getText();
  const { path, isAtPropertyKey, previousNode } = getLocation(text, document.offsetAt(position));
  const isQuoted = previousNode?.type === 'property' || previousNode?.type === 'string';
  const shape = shapeAt(isAtPropertyKey ? path.slice(0, -1) : path);
  if (!shape) return [];
  if (isAtPropertyKey) return Object.entries(shape.properties ?? {}).map(([name, inner]) => memberItem(name, inner, isQuoted));
  return (shape.enum ?? (shape.type === 'boolean' ? [true, false] : [])).map((value) => ({ label: isQuoted ? String(value) : JSON.stringify(value), kind: CompletionItemKind.EnumMember }));
}

function memberItem(name: string, { description, type, enum: values }: Shape, isQuoted: boolean): CompletionItem {
  const value = type === 'object' ? '{}' : type === 'array' ? '[]' : JSON.stringify(values?.[0] ?? (type === 'boolean' ? true : type === 'integer' ? 0 : ''));
  return { label: name, kind: CompletionItemKind.Property, detail: description, insertText: isQuoted ? name : `${JSON.stringify(name)}: ${value}` };
}

function shapeAt(path: JSONPath): Shape | undefined {
  let shape: Shape | undefined = configShape;
  for (const step of path) shape = typeof step === 'number' ? shape?.items : shape?.properties?.[step];
  return shape;
}
