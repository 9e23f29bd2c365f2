/** Facts of many files in this thread: `--jobs 1`, tests, and small programs that a thread's start would only slow down. */

import { CouldNotRun } from './could-not-run.ts';
import { extractFile, unpackResult, type ExtractFiles } from './extract-file.ts';
import type { HostParser } from './host-parser.ts';
import { releaseTrees } from './native-parser.ts';
import { openParser, type ParserOptions } from './open-parser.ts';
import { StringTable } from './packing/string-table.ts';

export const extractHere: ExtractFiles = extractHereWith({});

export function extractHereWith(options: ParserOptions): ExtractFiles {
  return async (files, onResult) => extractAll(await parserOrReason(options), files, onResult);
}

async function extractAll(parser: HostParser, files: Parameters<ExtractFiles>[0], onResult: Parameters<ExtractFiles>[1]): Promise<void> {
  const table = new StringTable();
  for (const file of files) {
    onResult(unpackResult(extractFile(parser, file), table), file);
    await releaseTrees();
  }
}

async function parserOrReason(options: ParserOptions): Promise<HostParser> {
  try {
    return await openParser(options);
  } catch (error) {
    throw new CouldNotRun(`the C parser does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
}
