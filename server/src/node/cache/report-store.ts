/** Reports of former runs, by all that went into them: an unchanged tree is not analysed again. */

import { readdirSync, readFileSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../../../engine/src/rules/types.ts';
import { contentKey } from './fact-store.ts';
import { writeAtomically } from './write-atomically.ts';

export interface ReportStore {
  /** Undefined if there is none, or if it is not as it was written. */
  get(key: string): Report | undefined;
  /** False if it could not be written. */
  put(key: string, report: Report): boolean;
}

const MOST_REPORTS = 12;

/** Never throws. A report's file is its checksum, a line end, and the report as JSON. */
export function openReportStore(folder: string): ReportStore {
  return {
    get(key) {
      try {
        const text = readFileSync(join(folder, `${key}.json`), 'utf8');
        const end = text.indexOf('\n');
        const json = text.slice(end + 1);
        return contentKey(json) === text.slice(0, end) ? (JSON.parse(json) as Report) : undefined;
      } catch {
        return undefined;
      }
    },
    put(key, report) {
      const json = JSON.stringify(report);
      const isWritten = writeAtomically(join(folder, `${key}.json`), `${contentKey(json)}\n${json}`);
      dropOldest(folder);
      return isWritten;
    },
  };
}

function dropOldest(folder: string): void {
  try {
    const files = readdirSync(folder).map((name) => join(folder, name)).map((file) => ({ file, time: statSync(file).mtimeMs }));
    for (const { file } of files.sort((a, b) => b.time - a.time).slice(MOST_REPORTS)) unlinkSync(file);
  } catch {
    // Another process was faster, or the folder cannot be read: there is always a next time.
  }
}
