/** Softirqs unmasked where hardirqs are off: unmask them behind the release, or leave out a pair that masks nothing more. */

import { Irq } from '../analysis/state.ts';
import type { Fix } from '../rules/types.ts';
import { callOf, isReleasing } from './flavour-change.ts';
import { isAlwaysMasked } from './flavour-safety.ts';
import type { FunctionText, StatementText } from './function-text.ts';
import type { LockOperation, LockTrace } from './lock-trace.ts';
import { swap } from './statements.ts';
import type { FixKind, FixRequest } from './types.ts';

export const bhMask: FixKind = {
  name: 'bh-mask',
  rules: ['bh-lock-in-hardirq'],
  summary: 'Unmasks softirqs behind the release that unmasks hardirqs, where that comes next; takes away a pair that masks softirqs only where hardirqs are off anyway.',
  *offer(request) {
    const { function: id, operation } = request;
    const trace = request.traceOf(id);
    const text = request.textOf(id);
    const own = trace.maskOperation(operation);
    if (!text || !own) return;
    if (own.row.irq === 'bh-on') yield* behindRelease(request, text, trace, own);
    yield* without(request, text, trace);
  },
};

/** The next statement is a release after which hardirqs are on. */
function* behindRelease({ analysis, function: id, operation }: FixRequest, text: FunctionText, trace: LockTrace, own: LockOperation): Generator<Fix> {
  const enable = statementOf(text, trace, own);
  const next = operationsOf(trace, (o) => isReleasing(o) && (o.row.irq === 'irq-on' || o.row.irq === 'irq-restore')).find((o) => callOf(text, trace, o)?.name === (enable?.last ?? -2) + 1);
  const release = next && statementOf(text, trace, next);
  if (!enable || !release || enable.isControlled || release.isControlled || !text.beginsLine(enable.first) || !text.beginsLine(release.first)) return;
  const isOuter = trace.states(operation).every((s) => s.bh > 0 && (next.row.irq === 'irq-on' || s.held.some((h) => h.effect === 'irq-save' && h.irqBefore !== Irq.Off)));
  const isEntered = analysis.contexts.of(id).some((node) => node.context === 'hardirq' || node.context === 'nmi' || node.irqs === 'off');
  if (isOuter && !isEntered) yield { kind: bhMask.name, title: `Call ${own.row.api}() after ${next.row.api}()`, isPreferred: true, edits: swap(text, enable, release) };
}

/** Every bare mask of softirqs in the function, if each of them stands where hardirqs are off. */
function* without({ analysis, function: id }: FixRequest, text: FunctionText, trace: LockTrace): Generator<Fix> {
  const masks = operationsOf(trace, (o) => o.row.operation === 'none' && (o.row.irq === 'bh-off' || o.row.irq === 'bh-on'));
  const statements = masks.map((o) => statementOf(text, trace, o));
  const isBalanced = masks.some((o) => o.row.irq === 'bh-off') && analysis.flowOf(id).exits.every((exit) => exit.bh === 0);
  const isMasked = isAlwaysMasked(analysis, trace, { function: id, takes: masks, releases: [], isShared: false, inside: new Map() });
  if (!isBalanced || !isMasked || statements.some((s) => !s || s.isControlled || !text.beginsLine(s.first))) return;
  const edits = statements.map((s) => text.removeLines(s!.first, s!.last));
  yield { kind: bhMask.name, title: `Leave out ${[...new Set(masks.map((o) => `${o.row.api}()`))].join(' and ')}: hardirqs are off`, isPreferred: true, edits };
}

function operationsOf(trace: LockTrace, is: (o: LockOperation) => boolean): LockOperation[] {
  const found: LockOperation[] = [];
  for (let at = 0; at < trace.view.facts.codeLength; at++) {
    const o = trace.states(at).length ? (trace.maskOperation(at) ?? trace.lockOperation(at)) : undefined;
    if (o && !o.isGuard && is(o)) found.push(o);
  }
  return found;
}

/** `f(…);` alone. */
function statementOf(text: FunctionText, trace: LockTrace, o: LockOperation): StatementText | undefined {
  const call = callOf(text, trace, o);
  const statement = call && text.statement(call.name);
  return statement && statement.last === call.close + 1 ? statement : undefined;
}
