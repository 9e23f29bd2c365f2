/** Reports and source brought together: where the functions of a log are defined, and which findings say the same. */

import type { Analysis } from '../analysis/types.ts';
import { locateFunction } from '../analysis/witness.ts';
import type { FunctionId } from '../program/types.ts';
import type { Finding, Location } from '../rules/types.ts';
import type { Explanation } from './explain.ts';
import { isPseudoLock, lastName, plainClass } from './locks.ts';
import type { Frame, Splat } from './types.ts';

export interface SplatMatch extends Explanation {
  /** Definitions of the functions on its stacks, by name; several where the source has several and the log does not tell which. */
  readonly places: Readonly<Record<string, readonly Location[]>>;
  /** Best first. A finding of the same rule about the same functions, or at least the same lock, stands for the same bug. */
  readonly findings: readonly Finding[];
}

const MOST_FINDINGS = 5;
const MOST_PLACES = 4;
/** Of the best score. */
const LEAST_SHARE = 0.8;

export function matchSplats(explanations: readonly Explanation[], analysis: Analysis, findings: readonly Finding[]): SplatMatch[] {
  const definitions = definitionsOf(analysis, new Set(explanations.flatMap(({ splat }) => framesOf(splat).map((frame) => frame.function))));
  return explanations.map((explanation) => ({
    ...explanation,
    places: placesOf(explanation.splat, definitions, analysis),
    findings: findingsOf(explanation, findings),
  }));
}

function definitionsOf({ program }: Analysis, names: ReadonlySet<string>): ReadonlyMap<string, readonly FunctionId[]> {
  const found = new Map<string, FunctionId[]>();
  for (const { id, name, facts } of program.table.functions) {
    if (!names.has(name) || facts.form === 'file') continue;
    const known = found.get(name);
    if (known) known.push(id);
    else found.set(name, [id]);
  }
  return found;
}

function placesOf(splat: Splat, definitions: ReadonlyMap<string, readonly FunctionId[]>, { program }: Analysis): Record<string, readonly Location[]> {
  const places: Record<string, readonly Location[]> = Object.create(null) as Record<string, readonly Location[]>;
  for (const frame of framesOf(splat)) {
    const all = definitions.get(frame.function);
    if (!all || Object.hasOwn(places, frame.function)) continue;
    const locations = all.map((id) => locateFunction(program, id));
    places[frame.function] = nearest(locations, frame).slice(0, MOST_PLACES);
  }
  return { ...places };
}

/** The log may name the file, or the module, whose words are those of its file or folder. */
function nearest(locations: readonly Location[], { file, module }: Frame): readonly Location[] {
  const exact = file === undefined ? [] : locations.filter((at) => endsAlike(at.file, file));
  if (exact.length) return exact;
  const own = module === undefined ? [] : locations.filter((at) => module.toLowerCase().split(/[_-]/).some((word) => word.length > 2 && at.file.toLowerCase().includes(word)));
  return own.length ? own : locations;
}

function endsAlike(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}

interface Scored {
  readonly finding: Finding;
  readonly score: number;
}

function findingsOf(explanation: Explanation, findings: readonly Finding[]): Finding[] {
  const suspects = new Set(explanation.suspects);
  const locks = new Set(lockNames(explanation.splat));
  const scored = findings.flatMap((finding): Scored[] => {
    const score = scoreOf(finding, explanation, suspects, locks);
    return score > 0 ? [{ finding, score }] : [];
  });
  scored.sort((a, b) => b.score - a.score);
  const least = (scored[0]?.score ?? 0) * LEAST_SHARE;
  return scored.filter(({ score }) => score >= least).slice(0, MOST_FINDINGS).map(({ finding }) => finding);
}

/** A shared function is needed; a shared rule or lock besides, unless most of the path is shared. */
function scoreOf(finding: Finding, { rules }: Explanation, suspects: ReadonlySet<string>, locks: ReadonlySet<string>): number {
  const functions = functionsOf(finding);
  const shared = [...functions].filter((name) => suspects.has(name)).length;
  const rank = rules.indexOf(finding.rule);
  const likeness = likenessOf(finding.lockClass, locks);
  if (shared === 0 || (rank < 0 && likeness === 0 && shared < 3)) return 0;
  return Math.min(shared, 4) * 2 + (suspects.has(finding.function) ? 1 : 0) + (rank === 0 ? 4 : rank > 0 ? 2 : 0) + likeness;
}

/** lockdep knows a lock by the expression that initialised it: only the member's name is sure to be in the source's class, its object's name often is. */
function likenessOf(lockClass: string, locks: ReadonlySet<string>): number {
  const last = lastName(lockClass);
  const alike = [...locks].filter((name) => last !== '' && lastName(name) === last).map((name) => (hasSameObject(name, lockClass) ? 4 : 3));
  return Math.max(0, ...alike);
}

function hasSameObject(printed: string, lockClass: string): boolean {
  const object = plainClass(printed).match(/[A-Za-z_]\w*/g)?.at(-2);
  return object !== undefined && object.length > 2 && lockClass.includes(object);
}

function functionsOf({ function: name, witnesses }: Finding): Set<string> {
  return new Set([name, ...witnesses.flatMap(({ entry, steps }) => [entry.function, ...steps.map((step) => step.function)])]);
}

/** The locks that the report is about, as printed. */
function lockNames({ locks, held, details }: Splat): string[] {
  const classes = [...locks, ...held.flatMap((h) => h.locks)].map(({ lockClass }) => lockClass).filter((name) => !isPseudoLock(name));
  return [...classes, ...(details.lock ? [details.lock] : [])];
}

function framesOf({ stacks, locks, held }: Splat): Frame[] {
  return [...stacks.flatMap(({ frames }) => frames), ...[...locks, ...held.flatMap((h) => h.locks)].flatMap(({ at }) => (at ? [at] : []))];
}
