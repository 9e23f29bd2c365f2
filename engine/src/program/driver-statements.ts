/** What a driver says once of all its devices: `pm_runtime_irq_safe(dev)`. Asked for by name, answered for the driver that a file belongs to. */

import type { FileFacts } from '../facts/types.ts';
import type { Asked } from './asked.ts';
import type { MentionsOf } from './mentions.ts';

export interface DriverStatements {
  /** Whether the driver of `file` calls `api` anywhere, or sets a member of that name to something. */
  isMade(api: string, file: FileFacts): boolean;
  /** The same of it or of the folders above, of which it may be a part: `sound/soc/sof/intel/`. */
  isMadeAround(api: string, file: FileFacts): boolean;
  /** Whether the file does, or one named after the same device: `x.c`, `x-core.c`, `x-i2c.c`. */
  isMadeBeside(api: string, file: FileFacts): boolean;
}

export interface StatementTable extends DriverStatements {
  /** Brings it up to date; what is answered otherwise than before goes to `names`. */
  update(files: readonly FileFacts[], names: Set<string>): void;
}

export function createStatementTable(mentionsOf: MentionsOf, asked: Asked): StatementTable {
  let made = new Set<string>();

  function isKnown(key: string): boolean {
    asked.note(key);
    return made.has(key);
  }

  return {
    isMade: (api, file) => isKnown(driverKey(api, file.path)),
    isMadeAround: (api, file) => driverKeys(api, file.path).some(isKnown),
    isMadeBeside: (api, file) => isKnown(deviceKey(api, file.path)),
    update(files, names) {
      const before = made;
      made = new Set();
      for (const file of files)
        for (const { statements } of mentionsOf(file)) for (const api of statements) made.add(driverKey(api, file.path)).add(deviceKey(api, file.path));
      for (const key of made) if (!before.has(key)) names.add(key);
      for (const key of before) if (!made.has(key)) names.add(key);
    },
  };
}

/** A folder is one driver, but directly below `drivers/SUBSYSTEM` drivers stand side by side, their files named alike: `hidma.c`, `hidma_ll.c`. */
function driverKey(api: string, path: string): string {
  const [folder, name] = split(path);
  const isShared = folder.split('/').length <= MAX_SHARED_DEPTH;
  return `${api}@${folder}${isShared ? /^[^-_.]*/.exec(name)![0] : ''}`;
}

const MAX_SHARED_DEPTH = 3;

/** Its own, and those of the folders above that may be a driver's. */
function driverKeys(api: string, path: string): readonly string[] {
  const keys = [driverKey(api, path)];
  for (let parts = split(path)[0].split('/').slice(0, -2); parts.length >= MAX_SHARED_DEPTH; parts = parts.slice(0, -1)) keys.push(`${api}@${parts.join('/')}/`);
  return keys;
}

/** Files of one device: what its buses, and what all of these have in common. */
function deviceKey(api: string, path: string): string {
  const [folder, name] = split(path);
  return `${api}@${folder}|${name.replace(/([-_](i2c|spi|sdw|slimbus|core|main|common|base))?\.[ch]$/, '')}`;
}

function split(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf('/') + 1;
  return [path.slice(0, at), path.slice(at)];
}
