/** Which files of a large tree to read for a handful of functions: those that define one of them, their neighbours, and what they include. */

import { dirname, join } from 'node:path/posix';
import { readSource } from './read-source.ts';
import type { WorkspaceFile } from './workspace.ts';

/** A tree of so many files is read as a whole. */
const SMALL_TREE = 400;
/** Folders with more files than this only give the files that include, or are included by, a defining one. */
const SMALL_FOLDER = 60;
const MOST_DEFINING = 40;

export interface Search {
  /** Sorted by path, like what was given. */
  readonly files: readonly WorkspaceFile[];
  /** Of them, those that define a function; undefined where all files are read and nothing was searched. */
  readonly defining: readonly WorkspaceFile[] | undefined;
}

export function filesAround(names: readonly string[], files: readonly WorkspaceFile[]): Search {
  if (files.length <= SMALL_TREE) return { files, defining: undefined };
  const texts = covering(definersOf(names, files));
  const wanted = new Set(texts.keys());
  addNeighbours(wanted, texts, files);
  addIncluded(wanted, texts, files);
  return { files: files.filter((file) => wanted.has(file)), defining: files.filter((file) => texts.has(file)) };
}

interface Definer {
  readonly file: WorkspaceFile;
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

function definersOf(names: readonly string[], files: readonly WorkspaceFile[]): Definer[] {
  const words = names.filter((name) => /^\w+$/.test(name));
  if (!words.length) return [];
  const definition = definitionOf(words);
  return files.flatMap((file): Definer[] => {
    const { text } = file.path.endsWith('.c') ? readSource(file.absolute) : {};
    const found = text === undefined ? [] : [...text.matchAll(definition)].map((match) => match[1]);
    return found.length ? [{ file, text: text!, names: new Set(found) }] : [];
  });
}

/** A definition begins in the first column, as the kernel's style wants it, and a body follows its parameters. */
function definitionOf(names: readonly string[]): RegExp {
  return new RegExp(`^(?:[A-Za-z_][\\w \\t*]{0,120}[ \\t*])?(${names.join('|')})\\([^;\\n]*(?:\\n[^;{\\n]*){0,6}\\n?\\{`, 'gm');
}

/** Many drivers have a `get_data()`: the one that defines most of the log's other functions too is meant. Files that define nothing new are left out. */
function covering(definers: readonly Definer[]): Map<WorkspaceFile, string> {
  const chosen = new Map<WorkspaceFile, string>();
  const covered = new Set<string>();
  const news = ({ names }: Definer): number => [...names].filter((name) => !covered.has(name)).length;
  for (let rest = [...definers]; rest.length && chosen.size < MOST_DEFINING; rest = rest.filter((definer) => news(definer) > 0)) {
    rest.sort((a, b) => news(b) - news(a));
    const [{ file, text, names }] = rest;
    chosen.set(file, text);
    for (const name of names) covered.add(name);
  }
  return chosen;
}

function addNeighbours(wanted: Set<WorkspaceFile>, texts: ReadonlyMap<WorkspaceFile, string>, files: readonly WorkspaceFile[]): void {
  const folders = new Map<string, WorkspaceFile[]>();
  for (const file of texts.keys()) folders.set(dirname(file.path), []);
  for (const file of files) folders.get(dirname(file.path))?.push(file);
  for (const members of folders.values()) if (members.length <= SMALL_FOLDER) for (const file of members) wanted.add(file);
}

/** Headers named in the defining files, wherever the tree has them: beside, or in a folder of headers. */
function addIncluded(wanted: Set<WorkspaceFile>, texts: ReadonlyMap<WorkspaceFile, string>, files: readonly WorkspaceFile[]): void {
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const [file, text] of texts)
    for (const [, name] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*[<"]([\w./+-]+)[>"]/gm))
      for (const path of [join(dirname(file.path), name), `include/${name}`, name]) {
        const header = byPath.get(path);
        if (header) wanted.add(header);
      }
}
