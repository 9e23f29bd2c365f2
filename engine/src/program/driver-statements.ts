/** What a driver says once of all its devices: `pm_runtime_irq_safe(dev)`. Asked for by name, answered for the driver that a file belongs to. */

import type { FileFacts } from '../facts/types.ts';
import type { Asked } from './asked.ts';

export interface DriverStatements {
  /** Whether the driver of `file` calls `api` anywhere. */
  isMade(api: string, file: FileFacts): boolean;
}

export interface StatementTable extends DriverStatements {
  /** Brings it up to date; what is answered otherwise than before goes to `names`. */
  update(files: readonly FileFacts[], names: Set<string>): void;
}

export function createStatementTable(apis: readonly string[], asked: Asked): StatementTable {
  let made = new Set<string>();
  return {
    isMade(api, file) {
      const key = keyOf(api, file.path);
      asked.note(key);
      return made.has(key);
    },
    update(files, names) {
      const before = made;
      made = new Set(apis.flatMap((api) => files.filter((file) => file.strings.includes(api)).map(({ path }) => keyOf(api, path))));
      for (const key of made) if (!before.has(key)) names.add(key);
      for (const key of before) if (!made.has(key)) names.add(key);
    },
  };
}

/** A folder is one driver, but directly below `drivers/SUBSYSTEM` drivers stand side by side, their files named alike: `hidma.c`, `hidma_ll.c`. */
function keyOf(api: string, path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const isShared = folder.split('/').length <= MAX_SHARED_DEPTH;
  return `${api}@${folder}${isShared ? /^[^-_.]*/.exec(path.slice(folder.length))![0] : ''}`;
}

const MAX_SHARED_DEPTH = 3;
