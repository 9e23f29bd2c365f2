/** A wait for a callback that cannot end: wait after the lock is released, or do not wait. */

import { formsThatDoNotWait } from '../knowledge/flavours.ts';
import type { Fix } from '../rules/types.ts';
import type { CallText, FunctionText, StatementText } from './function-text.ts';
import { callOf } from './flavour-change.ts';
import { swap } from './statements.ts';
import type { FixKind, FixRequest } from './types.ts';

export const waitElsewhere: FixKind = {
  name: 'wait-elsewhere',
  rules: ['sync-wait-deadlock', 'sleep-in-atomic', 'hardirq-unsafe-lock'],
  summary: 'Moves a wait that is the last thing done under the lock behind the release, or uses the form that does not wait where a callback waits for itself.',
  *offer(request) {
    const { analysis, finding, function: id, operation } = request;
    const { view } = request.traceOf(id);
    const text = request.textOf(id);
    const name = view.calleeName(view.operation(operation)[1]);
    if (!text || !analysis.effects.rowsOf(name).wait) return;
    const call = text.call(view.site(operation), name);
    const statement = call && text.statement(call.name);
    if (!call || !statement || statement.last !== call.close + 1) return;
    if (finding.rule !== 'hardirq-unsafe-lock' && !statement.isControlled) yield* behindRelease(request, text, statement, name);
    const isSelfWait = finding.rule === 'sync-wait-deadlock' && finding.witnesses.length === 1;
    if ((isSelfWait || finding.rule !== 'sync-wait-deadlock') && Object.hasOwn(formsThatDoNotWait, name)) yield withoutWait(text, call, formsThatDoNotWait[name], isSelfWait);
  },
};

/** The next statement is the release of a lock held here, and ends all that forbids the wait. */
function* behindRelease({ finding, function: id, operation, traceOf }: FixRequest, text: FunctionText, wait: StatementText, name: string): Generator<Fix> {
  const trace = traceOf(id);
  const release = text.statement(wait.last + 1);
  const section = release && sectionReleasedAt(text, trace, release.first, operation);
  if (!release || !section || release.isControlled || !text.beginsLine(release.first)) return;
  const isLast = trace.states(operation).every((s) => s.held.length === 1 && (finding.lockClass === '' || s.held[0].lock.class?.name === finding.lockClass));
  if (!isLast || section.isShared) return;
  yield { kind: waitElsewhere.name, title: `Call ${name}() after the lock is released`, isPreferred: true, edits: swap(text, wait, release) };
}

function sectionReleasedAt(text: FunctionText, trace: ReturnType<FixRequest['traceOf']>, token: number, held: number): ReturnType<typeof trace.section> {
  for (let at = 0; at < trace.view.facts.codeLength; at++) {
    const o = trace.lockOperation(at);
    if (o?.row.operation !== 'release' || o.isGuard || callOf(text, trace, o)?.name !== token) continue;
    const section = trace.section(at);
    return section?.inside.has(held) ? section : undefined;
  }
  return undefined;
}

function withoutWait(text: FunctionText, call: CallText, form: string, isPreferred: boolean): Fix {
  return { kind: waitElsewhere.name, title: `Use ${form}(), which does not wait`, isPreferred, edits: [text.replace(call.name, call.name + 1, form)] };
}
