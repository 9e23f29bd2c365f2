/** Facts of many files in this thread: `--jobs 1`, tests, and small programs that a thread's start would only slow down. */

import { CouldNotRun } from './could-not-run.ts';
import { extractFile, type ExtractFiles } from './extract-file.ts';
import { nativeParser, releaseTrees } from './native-parser.ts';

export const extractHere: ExtractFiles = async (files, onResult) => {
  const parser = openParser();
  for (const file of files) {
    onResult(extractFile(parser, file), file);
    await releaseTrees();
  }
};

function openParser(): ReturnType<typeof nativeParser> {
  try {
    return nativeParser();
  } catch (error) {
    throw new CouldNotRun(`the C parser does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
}
