/** Plans for findings about BPF: two programs and a map's lock, a program inside that lock, an LRU map that evicts. */

import { erasInside } from '../analysis/bpf-hazards.ts';
import type { BpfUse } from '../analysis/bpf-uses.ts';
import type { Analysis } from '../analysis/types.ts';
import { locateOperation, nameOf, type Witness } from '../analysis/witness.ts';
import { evictingUpdates, passedByAnyLock } from '../knowledge/bpf-locks.ts';
import type { BpfLockEra, BpfOutcome } from '../knowledge/bpf-types.ts';
import { affected } from '../program/kernel-versions.ts';
import type { Finding } from '../rules/types.ts';
import { mapLockOf, type MapLock } from './map-operations.ts';
import type { Part, Plan } from './plan.ts';
import type { BadKind } from './types.ts';

/** First kernel that has resilient locks, and the oldest that the tables speak of. */
const FIRST_RESILIENT = '6.15';
const OLDEST = '5.10';

/** Up to the helper's call; what the helper does inside the kernel is known by its row. */
function upToHelper(witness: Witness): Witness {
  const end = witness.steps.findIndex((step) => /^calls [\w.]+\(\) on /.test(step.what));
  return { ...witness, steps: witness.steps.slice(0, end + 1) };
}

function parts({ witnesses }: Finding, map: MapLock): Part[] {
  return witnesses.slice(0, 2).map((witness) => ({ witness: upToHelper(witness), cpu: 0, last: { is: 'map', map } }));
}

/** A stall depends on the kernel: those asked for, or the first that has resilient locks. */
export function ringbufPlan(_: Analysis, finding: Finding): readonly Plan[] {
  const named = (finding.kernels ?? []).filter((kernel) => /^\d+(\.\d+)+$/.test(kernel));
  const map: MapLock = { name: finding.lockClass, kind: 'rqspinlock', waiting: 'resilient', isGuarded: false };
  return (named.length ? named : [FIRST_RESILIENT]).map((kernel) => ({ parts: parts(finding, map), bad: ['stall'], kernel }));
}

export function mapPlan(_: Analysis, finding: Finding): Plan | { readonly reason: string } {
  if (finding.witnesses.length < 2) return { reason: `nothing else that was read holds the lock of ${finding.lockClass} meanwhile: a program of another object may` };
  return { parts: parts(finding, { name: finding.lockClass, kind: 'raw_spinlock', waiting: 'wait', isGuarded: false }), bad: ['deadlock'] };
}

const badOf: Partial<Record<BpfOutcome, BadKind>> = { hang: 'deadlock', stall: 'stall', error: 'helper-failed' };
const outcomes = Object.keys(badOf);

/** The program runs inside the lock that it wants: on each of the kernels where that ends otherwise, the worst first. */
export function recursionPlan(analysis: Analysis, finding: Finding): readonly Plan[] | { readonly reason: string } {
  const use = useAt(analysis, finding);
  const eras = (use ? erasInside(analysis, use) : []).filter((era) => badOf[era.nested] && era.primitive !== 'none' && affected(analysis.kernels, [era]).holds);
  if (!use || !eras.length) return { reason: `no lock of ${finding.lockClass} is known` };
  const [inner, outer] = finding.witnesses;
  const at = passedByAnyLock.includes(use.program.match?.target ?? '') ? 'taking' : 'inside';
  return [...eras].sort((a, b) => outcomes.indexOf(a.nested) - outcomes.indexOf(b.nested)).map((era): Plan => {
    const map = mapLockOf(finding.lockClass, era);
    const wants: Part = { witness: upToHelper(inner), cpu: 0, last: { is: 'map', map } };
    const rest: Pick<Plan, 'bad' | 'kernel'> = { bad: [badOf[era.nested]!], kernel: kernelOf(analysis, era) };
    if (!outer) return { ...rest, parts: [wants], systemCall: { ...map, at } };
    return { ...rest, parts: [{ ...wants, inside: 1 }, { witness: upToHelper(outer), cpu: 0, last: { is: 'map', map, attached: { actor: 0, at } } }] };
  });
}

/** A release of the era: one that is asked for, or its first. */
function kernelOf({ kernels }: Analysis, era: BpfLockEra): string {
  return affected(kernels, [era]).on.find((text) => /^\d+(\.\d+)+$/.test(text)) ?? era.from ?? OLDEST;
}

/** The map is full. Its key is the oldest, unless a lookup has just made it young. */
export function evictionPlan(analysis: Analysis, finding: Finding): Plan {
  const [own] = finding.witnesses;
  const use = useAt(analysis, finding);
  const isLookup = (helper: string): boolean => evictingUpdates.some(({ lookups }) => lookups.includes(helper));
  const isYoung = use !== undefined && analysis.bpfUses.ofMap(use.map).some((other) => other.program === use.program && isLookup(other.helper));
  const keys = isYoung ? ['another key', OWN] : [OWN, 'another key'];
  return { parts: [{ witness: upToHelper(own), cpu: 0, last: { is: 'update', key: OWN } }], bad: ['element-lost'], maps: [{ name: finding.lockClass, capacity: keys.length, keys }] };
}

const OWN = 'the key itself';

/** Of several programs that get to the same call, the one that is the finding's. */
function useAt({ program, bpfUses }: Analysis, { location, function: name, lockClass, witnesses }: Finding): BpfUse | undefined {
  const uses = bpfUses.all.filter((use) => {
    const { file, line, column } = locateOperation(program, use.function, use.operation);
    const isOf = nameOf(program, use.program.function) === name || nameOf(program, use.function) === name;
    return file === location.file && line === location.line && column === location.column && use.map.name === lockClass && isOf;
  });
  return uses.find((use) => nameOf(program, use.program.function) === witnesses[0]?.entry.function) ?? uses[0];
}
