/** A path that leaves with the lock: release it before it leaves. */

import { Op } from '../facts/types.ts';
import type { Edit, Fix } from '../rules/types.ts';
import { Kind } from '../syntax/tokens.ts';
import { callOf } from './flavour-change.ts';
import type { FunctionText, StatementText } from './function-text.ts';
import type { LockTrace, Section } from './lock-trace.ts';
import { insertBefore } from './statements.ts';
import type { FixKind } from './types.ts';

export const missingRelease: FixKind = {
  name: 'missing-release',
  rules: ['lock-leak'],
  summary: 'Releases the lock, as the other paths do, before each `return` or `goto` that leaves with it; only where what is returned needs no lock.',
  *offer(request) {
    const { analysis, function: id, operation } = request;
    const leak = analysis.flowOf(id).irregularities.find((i) => i.kind === 'leak' && i.operation === operation);
    const trace = request.traceOf(id);
    const text = request.textOf(id);
    const section = leak?.held && trace.section(leak.held.operation);
    const release = text && section && releaseText(text, trace, section);
    if (!text || !section || !release || section.takes.some((t) => t.isGuard)) return;
    const places = leaveStatements(text, trace, section);
    if (!places?.length) return;
    const edits: Edit[] = places.flatMap((statement) => insertBefore(text, statement, `${release};`));
    yield { kind: missingRelease.name, title: `Release it with ${release.replace(/\s+/g, ' ')} on this path`, isPreferred: true, edits } satisfies Fix;
  },
};

/** The release as the other paths write it; undefined where they differ or name a variable of an inner block. */
function releaseText(text: FunctionText, trace: LockTrace, section: Section): string | undefined {
  const calls = section.releases.map((release) => (release.isGuard ? undefined : callOf(text, trace, release)));
  const written = calls.map((call) => call && text.slice(call.name, call.close + 1));
  const [first] = calls;
  if (!first || written.some((w) => w !== written[0])) return undefined;
  for (let i = first.open; i < first.close; i++)
    if (text.tokens.kind[i] === Kind.Word && countLocals(trace, text.word(i)) > 1) return undefined;
  return written[0];
}

function countLocals({ view }: LockTrace, name: string): number {
  let count = 0;
  for (let i = 0; i < view.facts.variables.length; i += 2) if (view.text(view.facts.variables[i]) === name) count++;
  return count;
}

/** The statements before which to release: a `return` that only holders reach, else each `goto` of theirs on the way to one that others reach too. */
function leaveStatements(text: FunctionText, trace: LockTrace, section: Section): StatementText[] | undefined {
  const found = new Map<number, StatementText>();
  const { view } = trace;
  for (let at = 0; at < view.facts.codeLength; at++) {
    if (view.operation(at)[0] !== Op.Return || holders(trace, section, at) === 'none') continue;
    for (const leave of waysOut(trace, section, at)) {
      const statement = leave === undefined ? undefined : leavingStatement(text, trace, leave);
      if (!statement) return undefined;
      found.set(statement.first, statement);
    }
  }
  return [...found.values()];
}

function holders(trace: LockTrace, section: Section, at: number): 'all' | 'some' | 'none' {
  const holding = section.inside.get(at)?.length ?? 0;
  return holding === 0 ? 'none' : holding === trace.states(at).length ? 'all' : 'some';
}

/** Backwards from an operation to the last ones that only holders reach; undefined for one that is no statement of its own. */
function waysOut(trace: LockTrace, section: Section, from: number): (number | undefined)[] {
  if (holders(trace, section, from) === 'all') return [from];
  const before = predecessors(trace);
  const released = new Set(section.releases.map((r) => r.operation));
  const seen = new Set([from]);
  const work = [from];
  const found: (number | undefined)[] = [];
  while (work.length) {
    for (const at of before.get(work.pop()!) ?? []) {
      if (seen.has(at)) continue;
      seen.add(at);
      if (released.has(at)) continue;
      const who = holders(trace, section, at);
      if (who === 'all') found.push(trace.view.operation(at)[0] === Op.Jump ? at : undefined);
      else if (who === 'some') work.push(at);
    }
  }
  return found;
}

function predecessors({ view }: LockTrace): Map<number, number[]> {
  const before = new Map<number, number[]>();
  const add = (to: number, from: number): void => void before.set(to, [...(before.get(to) ?? []), from]);
  for (let at = 0; at < view.facts.codeLength; at++) {
    const [op, , b, c] = view.operation(at);
    if (op === Op.Jump) add(b, at);
    else if (op === Op.Branch) [b, c].forEach((to) => add(to, at));
    else if (op !== Op.Return) add(at + 1, at);
  }
  return before;
}

/** `goto x;`, or `return …;` of a value that can be read without the lock. */
function leavingStatement(text: FunctionText, trace: LockTrace, at: number): StatementText | undefined {
  const token = text.tokenAt(trace.view.site(at));
  const word = text.word(token);
  if (word !== 'return' && word !== 'goto') return undefined;
  const statement = text.statement(token);
  return statement && isPlainValue(text, trace, statement) ? statement : undefined;
}

/** Constants, locals, and macros of them: `-EINVAL`, `ret`, `ERR_PTR(err)`. */
function isPlainValue(text: FunctionText, trace: LockTrace, { first, last }: StatementText): boolean {
  if (text.word(first) === 'goto') return true;
  for (let i = first + 1; i < last; i++) {
    const kind = text.tokens.kind[i];
    if (kind === Kind.Arrow || kind === Kind.Dot || kind === Kind.Star || kind === Kind.OpenSquare) return false;
    if (kind === Kind.Word && countLocals(trace, text.word(i)) === 0 && !/^([A-Z_][A-Z0-9_]*|true|false)$/.test(text.word(i))) return false;
  }
  return true;
}
