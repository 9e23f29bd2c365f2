/** Text → the file that it was read from: in one step, in the encoding that the file has, with its mode. */

import { randomBytes } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decode, reasonOf } from './read-source.ts';

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/** Replaces `before` by `after`; the reason where that cannot be, and the file is as it was. Follows symbolic links. */
export function writeSource(file: string, before: string, after: string): string | undefined {
  let temporary: string | undefined;
  try {
    const target = realpathSync(file);
    const bytes = readFileSync(target);
    const { text, problem } = decode(bytes);
    if (text !== before) return 'it has changed since it was read';
    const hasMark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
    const encoded = Buffer.from(after, problem ? 'latin1' : 'utf8');
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`);
    writeFileSync(temporary, hasMark ? Buffer.concat([BYTE_ORDER_MARK, encoded]) : encoded, { flag: 'wx', mode: statSync(target).mode & 0o7777 });
    renameSync(temporary, target);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    return reasonOf(error);
  }
}
