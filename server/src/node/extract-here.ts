/** Facts of many files in this thread: `--jobs 1`, tests, and small programs that a thread's start would only slow down. */

import type { Parser } from '../../../engine/src/syntax/parser.ts';
import { CouldNotRun } from './could-not-run.ts';
import { extractFile, type ExtractFiles } from './extract-file.ts';
import { releaseTrees } from './native-parser.ts';
import { openParser } from './open-parser.ts';

export const extractHere: ExtractFiles = async (files, onResult) => {
  const parser = await parserOrReason();
  for (const file of files) {
    onResult(extractFile(parser, file), file);
    await releaseTrees();
  }
};

async function parserOrReason(): Promise<Parser> {
  try {
    return await openParser();
  } catch (error) {
    throw new CouldNotRun(`the C parser does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
}
