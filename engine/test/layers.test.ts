/** The structure of the engine, as a list of absences: imports that do not exist, names that do not occur. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const engine = join(root, 'engine/src');

/** Imports only point left. */
const layers = [['source'], ['knowledge'], ['syntax'], ['facts'], ['program'], ['analysis'], ['rules'], ['fixes', 'simulation', 'splat', 'queries'], ['']];

const files = sourcesIn(engine);

describe('imports', () => {
  test('every folder of the engine has its place', () => {
    expect(files.map((file) => folderOf(file.path)).filter((folder) => rankOf(folder) === -1)).toEqual([]);
  });

  test('only point left', () => {
    const wrong = files.flatMap((file) =>
      file.imports
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(engine, resolve(engine, dirname(file.path), name)))
        .filter((target) => target.startsWith('..') || !mayImport(folderOf(file.path), folderOf(target)))
        .map((target) => `${file.path} imports ${target}`));
    expect(wrong).toEqual([]);
  });

  test('fixes and the simulation know the shape of a finding and no rule', () => {
    const wrong = files
      .filter((file) => ['fixes', 'simulation'].includes(folderOf(file.path)))
      .flatMap((file) => file.imports.filter((name) => /\/rules\/(?!types\.ts)/.test(name)).map((name) => `${file.path} imports ${name}`));
    expect(wrong).toEqual([]);
  });

  test('only syntax and the parser hosts know tree-sitter', () => {
    const hosts = ['server/src', 'client/src'].flatMap((folder) => sourcesIn(join(root, folder)).map((file) => ({ ...file, path: `${folder}/${file.path}` })));
    const others = [...files.map((file) => ({ ...file, path: `engine/src/${file.path}` })), ...hosts].filter(
      (file) => !/^engine\/src\/syntax\/|^server\/src\/node\/[^/]*parser/.test(file.path));
    expect(others.filter((file) => file.imports.some((name) => /^(web-)?tree-sitter/.test(name))).map((file) => file.path)).toEqual([]);
  });

  test('the engine imports nothing from outside, but for the parser in syntax', () => {
    const wrong = files.flatMap((file) =>
      file.imports.filter((name) => !name.startsWith('.') && !(folderOf(file.path) === 'syntax' && /^(web-)?tree-sitter/.test(name))).map((name) => `${file.path} imports ${name}`));
    expect(wrong).toEqual([]);
  });
});

test('the engine has no clock, no chance, no log and no process', () => {
  const forbidden = /\b(console\.|Date\.now|new Date\b|Math\.random|performance\.|process\.|setTimeout|setInterval|globalThis)/;
  expect(files.flatMap((file) => namesIn(file.text).filter((name) => forbidden.test(`${name}`)).map((name) => `${file.path}: ${name}`))).toEqual([]);
});

test('rules and fixes contain no kernel API names', () => {
  const names = apiNames();
  const wrong = files
    .filter((file) => ['rules', 'fixes'].includes(folderOf(file.path)))
    .flatMap((file) => wordsOf(file.text).filter((word) => names.has(word)).map((word) => `${file.path}: ${word}`));
  expect(wrong).toEqual([]);
});

test('knowledge is data, but for the file that puts it together', async () => {
  const functions: string[] = [];
  for (const file of files.filter((f) => folderOf(f.path) === 'knowledge' && f.path !== 'knowledge/knowledge.ts')) {
    const module = (await import(pathToFileURL(join(engine, file.path)).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) if (!isData(value)) functions.push(`${file.path}: ${name}`);
  }
  expect(functions).toEqual([]);
});

test('every file begins with a sentence that says what it knows', () => {
  expect(files.filter((file) => !/^\/\*\*\s*\n? ?\*? ?\S/.test(file.text)).map((file) => file.path)).toEqual([]);
});

interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sourcesIn(folder: string): SourceText[] {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names.filter((name) => /\.tsx?$/.test(name)).sort().map((path) => {
    const text = readFileSync(join(folder, path), 'utf8');
    return { path, text, imports: ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName) };
  });
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

function rankOf(folder: string): number {
  return layers.findIndex((layer) => layer.includes(folder));
}

function mayImport(from: string, to: string): boolean {
  return from === to || rankOf(to) < rankOf(from);
}

/** Names of members as they are used: `console.log`, `new Date`. */
function namesIn(text: string): string[] {
  const found: string[] = [];
  walk(text, (node) => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) found.push(`${node.expression.text}.${node.name.text}`);
    else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) found.push(`new ${node.expression.text}`);
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) found.push(node.expression.text);
  });
  return found;
}

/** What code can be written against: identifiers, and strings and patterns that are one word. Sentences for people may name an API. */
function wordsOf(text: string): string[] {
  const found: string[] = [];
  walk(text, (node) => {
    if (ts.isIdentifier(node) && node.text.includes('_')) found.push(node.text);
    else if (ts.isStringLiteral(node) && !/\s/.test(node.text)) found.push(node.text);
    else if (ts.isRegularExpressionLiteral(node)) found.push(...(node.text.match(/[A-Za-z]\w+/g) ?? []));
  });
  return found;
}

function walk(text: string, visit: (node: ts.Node) => void): void {
  const descend = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, descend);
  };
  descend(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest));
}

function apiNames(): Set<string> {
  const { callbacks, locks, sleeps, syncWaits, lifetimes, queries, accessors } = kernelKnowledge;
  return new Set([callbacks, locks, sleeps, syncWaits, lifetimes, queries, accessors].flatMap((rows) => (rows as readonly { api: string }[]).map((row) => row.api)));
}

function isData(value: unknown): boolean {
  if (typeof value === 'function') return false;
  return typeof value !== 'object' || value === null || Object.values(value).every(isData);
}
