/** The closed list of kinds of fix, and what they offer for a finding. */

import type { Analysis } from '../analysis/types.ts';
import { Op, type FileFacts } from '../facts/types.ts';
import { decodePlace } from '../facts/pool.ts';
import type { FunctionId } from '../program/types.ts';
import type { Finding, Fix } from '../rules/types.ts';
import { lowerBound } from '../source/lower-bound.ts';
import { atomicAllocation } from './atomic-allocation.ts';
import { bhMask } from './bh-mask.ts';
import { checkedAcquisition } from './checked-acquisition.ts';
import { errorPath } from './bpf-error-path.ts';
import { nmiCheck } from './bpf-nmi-check.ts';
import { ownMap } from './bpf-own-map.ts';
import { perCpuMap } from './bpf-percpu-map.ts';
import { resSpinLock } from './bpf-res-spin-lock.ts';
import { writeThrough } from './bpf-write-through.ts';
import { FunctionText } from './function-text.ts';
import { keepIrqState } from './keep-irq-state.ts';
import { traceLocks, type LockTrace } from './lock-trace.ts';
import { matchingRelease } from './matching-release.ts';
import { missingRelease } from './missing-release.ts';
import { rqspinlock } from './rqspinlock.ts';
import { suppression } from './suppress.ts';
import { takeWithMask } from './take-with-mask.ts';
import type { FixKind, FixRequest } from './types.ts';
import { waitElsewhere } from './wait-elsewhere.ts';
import { wrapperFlavour } from './wrapper-flavour.ts';

export { SUPPRESS } from './suppress.ts';

export const fixKinds: readonly FixKind[] = [takeWithMask, wrapperFlavour, keepIrqState, bhMask, matchingRelease, missingRelease, atomicAllocation, waitElsewhere, checkedAcquisition, ownMap, nmiCheck, errorPath, writeThrough, perCpuMap, resSpinLock, rqspinlock];

/**
 * Fixes for a finding, the preferred one first, a suppression last. `textOf` gives the text that was analysed, or undefined.
 * A fix changes all that must change together, or is not offered.
 */
export function fixesOf(analysis: Analysis, finding: Finding, textOf: (path: string) => string | undefined): readonly Fix[] {
  const request = requestFor(analysis, finding, textOf);
  const fixes = request ? fixKinds.filter(({ rules }) => rules.includes(finding.rule)).flatMap((kind) => [...kind.offer(request)]) : [];
  const text = textOf(finding.location.file);
  const silenced = text === undefined ? undefined : suppression(finding, text);
  return [...onePreferred(fixes), ...(silenced ? [silenced] : [])];
}

function onePreferred(fixes: readonly Fix[]): Fix[] {
  const preferred = fixes.find((fix) => fix.isPreferred);
  const rest = fixes.filter((fix) => fix !== preferred);
  return [...(preferred ? [preferred] : []), ...rest.map((fix) => (fix.isPreferred ? { ...fix, isPreferred: false } : fix))];
}

function requestFor(analysis: Analysis, finding: Finding, textOf: (path: string) => string | undefined): FixRequest | undefined {
  const at = placeOf(analysis, finding);
  if (!at) return undefined;
  const texts = new Map<FunctionId, FunctionText | undefined>();
  return {
    analysis,
    finding,
    ...at,
    fileText: textOf,
    traceOf: (id) => traceOf(analysis, id),
    textOf(id) {
      if (!texts.has(id)) texts.set(id, functionText(analysis, id, textOf));
      return texts.get(id);
    },
  };
}

/** Findings that stand together, and those of one lock class, ask for the same functions. */
const recentTraces = new WeakMap<Analysis, Map<FunctionId, LockTrace>>();
const MOST_TRACES = 500;

function traceOf(analysis: Analysis, id: FunctionId): LockTrace {
  let traces = recentTraces.get(analysis);
  if (!traces || traces.size >= MOST_TRACES) recentTraces.set(analysis, (traces = new Map()));
  let trace = traces.get(id);
  if (!trace) traces.set(id, (trace = traceLocks(analysis, id)));
  return trace;
}

function functionText(analysis: Analysis, id: FunctionId, textOf: (path: string) => string | undefined): FunctionText | undefined {
  const { file, facts } = analysis.program.table.functions[id];
  const text = textOf(file.path);
  if (text === undefined || facts.form === 'file') return undefined;
  const view = new FunctionText(file.path, text, facts);
  return view.tokenAt({ line: facts.line, column: decodePlace(facts.place).column }) === -1 ? undefined : view;
}

/** The function and the call that a finding's location names: the call's own place, or that of one of its arguments. */
function placeOf({ program }: Analysis, { location, function: name }: Finding): { function: FunctionId; operation: number } | undefined {
  const isHere = (site: { line: number; column: number } | undefined): boolean => site?.line === location.line && site.column === location.column;
  const file = fileAt(program.files, location.file);
  for (const id of file ? program.table.resolve(name, file) : []) {
    const view = program.viewOf(id);
    if (view.file !== file) continue;
    let argument: number | undefined;
    for (let operation = 0; operation < view.facts.codeLength; operation++) {
      const [op, call] = view.operation(operation);
      if (isHere(view.site(operation))) return { function: id, operation };
      if (op !== Op.Call) continue;
      for (let i = 0; i < view.argumentCount(call); i++) if (isHere(view.argumentSite(call, i))) argument = operation;
    }
    if (argument !== undefined) return { function: id, operation: argument };
  }
  return undefined;
}

/** Files are sorted by path. */
function fileAt(files: readonly FileFacts[], path: string): FileFacts | undefined {
  const first = files[lowerBound(files.length, (i) => files[i].path < path)];
  return first?.path === path ? first : undefined;
}
