/** One file's way from the disk to its packed facts, the same in the main thread and in a worker. */

import { extractFacts } from '../../../engine/src/facts/extract.ts';
import type { FileFacts } from '../../../engine/src/facts/types.ts';
import type { HostParser } from './host-parser.ts';
import { packFacts, unpackFacts, type PackedFacts } from './packing/packed-facts.ts';
import type { StringTable } from './packing/string-table.ts';
import { readSource } from './read-source.ts';
import type { WorkspaceFile } from './workspace.ts';

/** What became of a file, as it crosses threads. Neither facts nor problem: it cannot matter (a table of registers). */
export interface PackedResult {
  readonly path: string;
  /** Stands for what was read (`sourceKey`); undefined when the result says nothing about another file of the same content. */
  readonly key?: string;
  readonly packed?: PackedFacts;
  readonly problem?: string;
}

export interface FileResult extends PackedResult {
  readonly facts?: FileFacts;
}

/** `table` is one for all results that are kept together. */
export function unpackResult(result: PackedResult, table: StringTable): FileResult {
  const { path, packed } = result;
  return packed ? { ...result, facts: unpackFacts(packed, path, table) } : result;
}

/** Hands each file's result over as it comes, in any order; resolves when all are through. Rejects with `CouldNotRun` if no file can be read at all. */
export type ExtractFiles = (files: readonly WorkspaceFile[], onResult: (result: FileResult, file: WorkspaceFile) => void) => Promise<void>;

/** Never throws: what goes wrong with a file is a problem of that file. */
export function extractFile(parser: HostParser, { path, absolute }: WorkspaceFile): PackedResult {
  const { text, problem, key } = readSource(absolute);
  if (text === undefined) return { path, key, problem };
  parser.startFile?.();
  try {
    const packed = packFacts(extractFacts(parser, { path, text }));
    return { path, key: parser.hasGivenUp?.() ? undefined : key, packed, problem };
  } catch (error) {
    return { path, problem: `could not be analysed: ${error instanceof Error ? error.message : String(error)}` };
  }
}
