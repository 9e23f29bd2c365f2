/**
 * A function that sleeps only sometimes, and is called in atomic sections all over: either its callers know that it does not sleep for
 * them, or it is the one place to be mended. One finding stands for all.
 */

import type { Chain } from '../analysis/summary.ts';
import type { Analysis } from '../analysis/types.ts';
import { mayReturnWithout } from '../analysis/ways.ts';
import type { FunctionId } from '../program/types.ts';
import type { RawFinding } from './types.ts';

/** Fewer are mistakes of each caller's own. */
const MANY = 6;

export interface ChainedFinding {
  readonly finding: RawFinding;
  /** From the atomic section to the sleep; undefined where it stands in the section itself. */
  readonly chain: Chain | undefined;
}

/** A function on the way, and the call by which the way goes on. */
interface Station {
  readonly function: FunctionId;
  readonly operation: number;
}

interface Crowd {
  readonly members: ChainedFinding[];
  readonly ways: (readonly Station[])[];
}

/** In the same order; of a crowd all but the nearest are tentative. */
export function* withoutCrowds(analysis: Analysis, all: readonly ChainedFinding[]): Generator<RawFinding> {
  const isCertain = ({ finding }: ChainedFinding): boolean => !finding.tentative;
  const crowdOf = new Map<ChainedFinding, Crowd>();
  for (const crowd of crowdsOf(analysis, all.filter(isCertain))) if (isCrowd(analysis, crowd)) for (const member of crowd.members) crowdOf.set(member, crowd);
  for (const one of all) {
    const members = crowdOf.get(one)?.members;
    if (!members) yield one.finding;
    else if (one === nearest(members)) yield { ...one.finding, message: `${one.finding.message}, as from ${members.length - 1} other places` };
    else yield { ...one.finding, tentative: true };
  }
}

/** By the innermost function that sleeps, and where it does. */
function crowdsOf(analysis: Analysis, all: readonly ChainedFinding[]): Iterable<Crowd> {
  const crowds = new Map<string, Crowd>();
  for (const one of all) {
    const way = wayOf(analysis, one.chain);
    if (way.length === 0) continue;
    const { function: id, operation } = way[way.length - 1];
    const key = `${id}|${operation}`;
    const crowd = crowds.get(key) ?? { members: [], ways: [] };
    crowd.members.push(one);
    crowd.ways.push(way);
    crowds.set(key, crowd);
  }
  return crowds.values();
}

/** Without macros at its end, which only say how to sleep. */
function wayOf({ program }: Analysis, chain: Chain | undefined): readonly Station[] {
  const way: Station[] = [];
  for (let link = chain; link?.next && link.callee !== undefined; link = link.next) way.push({ function: link.callee, operation: link.next.operation });
  while (way.length > 0 && program.viewOf(way[way.length - 1].function).facts.form === 'macro') way.pop();
  return way;
}

/** Many, and one of the functions that all of them come through may go on without sleeping. */
function isCrowd({ program }: Analysis, { members, ways }: Crowd): boolean {
  if (members.length < MANY) return false;
  for (let back = 1; back <= ways[0].length; back++) {
    const { function: id, operation } = ways[0][ways[0].length - back];
    if (!ways.every((way) => way.at(-back)?.function === id && way.at(-back)?.operation === operation)) return false;
    if (mayReturnWithout(program.viewOf(id), operation)) return true;
  }
  return false;
}

function nearest(crowd: readonly ChainedFinding[]): ChainedFinding {
  return crowd.reduce((best, one) => (one.chain!.depth < best.chain!.depth ? one : best));
}
