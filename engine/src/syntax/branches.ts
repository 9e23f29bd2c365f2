/** `#if … #else … #endif` around statements, of which all branches were kept: alternatives, not a sequence. */

import type { Expression, Statement } from './ast.ts';
import { isElse } from './directives.ts';
import type { BranchGroup } from './items.ts';

/** Folds the statements of each group into an `if` on the condition's text, unless a branch declares in between what code behind it may use. */
export function branchStatements(body: Statement[], groups: readonly BranchGroup[], source: string): Statement[] {
  if (body.length < 2) return body;
  const first = body[0].start;
  const last = body[body.length - 1].end;
  let result = body;
  for (const group of groups) {
    if (group[0] > last || group[group.length - 1] < first) continue;
    result = fold(result, group, source);
  }
  return result;
}

function fold(body: Statement[], group: BranchGroup, source: string): Statement[] {
  const from = body.findIndex((s) => s.start > group[0]);
  if (from < 0) return body;
  let to = from;
  while (to < body.length && body[to].end <= group[group.length - 1]) to++;
  const inside = body.slice(from, to);
  if (inside.length < 2) return body;
  const branches = group.slice(0, -1).map((start, i) => inside.filter((s) => s.start > start && s.end <= group[i + 1]));
  if (branches.filter((b) => b.length).length < 2 || branches.reduce((n, b) => n + b.length, 0) < inside.length) return body;
  const parts = branches.map(apart);
  if (parts.some(({ rest }) => rest.some(isBound)) || parts.every(({ rest }) => rest.length === 0)) return body;
  return [...body.slice(0, from), ...parts.flatMap(({ declarations }) => declarations), alternatives(parts.map(({ rest }) => rest), group, source), ...body.slice(to)];
}

/** What a branch declares first is seen from outside the branch: it goes before all of them. */
function apart(branch: readonly Statement[]): { readonly declarations: Statement[]; readonly rest: Statement[] } {
  const first = branch.findIndex((s) => s.kind !== 'declaration');
  const at = first < 0 ? branch.length : first;
  return { declarations: branch.slice(0, at), rest: branch.slice(at) };
}

/** So are later declarations, and labels. */
function isBound(s: Statement): boolean {
  return s.kind === 'declaration' || s.kind === 'case' || s.kind === 'label';
}

function alternatives(branches: Statement[][], group: BranchGroup, source: string): Statement {
  let otherwise: Statement | undefined;
  for (let i = branches.length - 1; i >= 0; i--) {
    const start = group[i];
    const end = group[i + 1];
    const block: Statement = { kind: 'block', body: branches[i], start, end };
    const isLast = i === branches.length - 1 && i > 0 && isElse(source, start);
    otherwise = isLast ? block : { kind: 'if', test: conditionAt(source, start), then: block, otherwise, start, end: group[group.length - 1] };
  }
  return otherwise!;
}

/** The condition as a name, so that the same condition elsewhere can be recognised. */
function conditionAt(source: string, start: number): Expression {
  const line = source.slice(start, Math.max(source.indexOf('\n', start), start)).trimEnd();
  return { kind: 'name', name: line.replace(/\s+/g, ' '), start, end: start + line.length };
}
