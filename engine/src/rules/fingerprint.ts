/** What makes a finding the same after edits elsewhere: no line numbers. */

import { contentHash } from '../source/source-file.ts';
import type { RawFinding } from './types.ts';

export function fingerprintOf(rule: string, { location, function: name, lockClass, identity }: RawFinding): string {
  return contentHash([rule, location.file, name, lockClass, identity].join('\n'));
}
