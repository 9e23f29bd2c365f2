/** Go to the other side of a finding, and to everybody who takes a lock. */

import type { Position, Location as LspLocation } from 'vscode-languageserver';
import type { FileOutline, LockClassOutline } from '../../../../engine/src/queries/types.ts';
import type { Finding, Location } from '../../../../engine/src/rules/types.ts';
import { contains, rangeOf } from '../ranges.ts';
import { acquisitionAt, functionAt } from './words.ts';

/** Where the proofs of a finding at the position end, but for that place itself. Empty elsewhere: definitions are another server's matter. */
export function otherSides(findings: readonly Finding[], position: Position, toLocation: (place: Location) => LspLocation): LspLocation[] {
  const here = findings.filter(({ location }) => contains(rangeOf(location), position));
  const ends = here.flatMap((finding) => finding.witnesses.flatMap(({ steps }) => steps.at(-1)?.location ?? []).filter((end) => !isSamePlace(end, finding.location)));
  return distinct(ends).map(toLocation);
}

/** Every acquisition of the class of the lock at the position. */
export async function takersAt(outline: FileOutline, position: Position, lockClass: (name: string) => Promise<LockClassOutline | undefined>, toLocation: (place: Location) => LspLocation): Promise<LspLocation[]> {
  const fn = functionAt(outline, position);
  const acquisition = fn && acquisitionAt(fn, position);
  const cls = acquisition?.lockClass ? await lockClass(acquisition.lockClass) : undefined;
  return distinct(cls?.takers.map(({ location }) => location) ?? []).map(toLocation);
}

function isSamePlace(a: Location, b: Location): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

function distinct(places: readonly Location[]): Location[] {
  return [...new Map(places.map((place) => [`${place.file}:${place.line}:${place.column}`, place])).values()];
}
