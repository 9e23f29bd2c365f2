/** The scenarios of a finding in a text that was edited to mend it: the same witnesses, with what the new text does there. */

import { blockingGfp } from '../knowledge/sleep-flags.ts';
import type { Analysis } from '../analysis/types.ts';
import { locateOperation, nameOf, type Step } from '../analysis/witness.ts';
import { Op } from '../facts/types.ts';
import type { Finding } from '../rules/types.ts';
import type { FunctionId } from '../program/types.ts';
import type { LastPlace } from './actors.ts';
import { operationsAt } from './way-events.ts';
import type { Part, Plan } from './plan.ts';
import { rootOf } from './trace.ts';

/** A plan that asks nothing of masks any more and takes the last places for what they are now. */
export function asEdited(analysis: Analysis, finding: Finding, plan: Plan): Plan {
  const parts = plan.parts.map(({ accepts: _, acceptsCall: __, ...part }): Part => ({ ...part, mayRelease: true, last: part.last && lastNow(analysis, finding, part.witness.steps.at(-1)!, part.last) }));
  return { ...plan, parts, unchecked: false };
}

function lastNow(analysis: Analysis, finding: Finding, step: Step, last: LastPlace): LastPlace {
  switch (last.is) {
    case 'sleep': return stillSleeps(analysis, finding) ? last : { is: 'lock' };
    case 'wait': return calleesAt(analysis, step).some((name) => analysis.effects.rowsOf(name).wait !== undefined) ? last : { is: 'lock' };
    case 'map': {
      const name = mapAt(analysis, step);
      return name === undefined ? { is: 'lock' } : { ...last, map: { ...last.map, name } };
    }
    // The finding is gone: what is updated there is not an old key any more.
    case 'update': return { is: 'lock' };
    case 'lock': return last;
  }
}

function functionOf(analysis: Analysis, step: Step): FunctionId | undefined {
  return rootOf(analysis, { context: 'process', label: '', entry: { function: step.function, location: step.location, via: '' }, steps: [step] });
}

function calleesAt(analysis: Analysis, step: Step): string[] {
  const id = functionOf(analysis, step);
  if (id === undefined) return [];
  const view = analysis.program.viewOf(id);
  return [...operationsAt(analysis, id, step)].flatMap((at) => (view.operation(at)[0] === Op.Call ? [view.calleeName(view.operation(at)[1])] : []));
}

function mapAt({ program, bpfUses }: Analysis, { function: name, location }: Step): string | undefined {
  return bpfUses.all.find((use) => {
    const at = locateOperation(program, use.function, use.operation);
    return nameOf(program, use.function) === name && at.file === location.file && at.line === location.line && at.column === location.column;
  })?.map.name;
}

/** Not with a mask that does not wait, where a mask is all that makes it sleep. */
function stillSleeps(analysis: Analysis, { function: name, location }: Finding): boolean {
  const step: Step = { function: name, location, what: '' };
  const id = functionOf(analysis, step);
  if (id === undefined) return true;
  const view = analysis.program.viewOf(id);
  const calls = [...operationsAt(analysis, id, step)].filter((at) => view.operation(at)[0] === Op.Call).map((at) => view.operation(at)[1]);
  return calls.length === 0 || calls.some((call) => {
    const row = analysis.effects.rowsOf(view.calleeName(call)).sleep;
    const masks = row ? [row.gfp] : analysis.effects.calleesOf(view, call).ids.flatMap((callee) => analysis.flowOf(callee).reachedSleeps.map((s) => s.gfpParameter));
    return masks.some((index) => {
      const mask = index === undefined ? undefined : view.argument(call, index);
      const constant = mask === undefined ? undefined : view.constant(mask);
      return constant === undefined || blockingGfp.test(constant);
    });
  });
}
