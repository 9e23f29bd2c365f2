/** The beginning of statements: control words, labels, declarations, and macros that stand for control words. */

import { blankAsm, blankAttribute, Context, expressionToken, type Normalizer } from './normalize.ts';
import { declaringMacro, normalizeDeclaration } from './normalize-declarations.ts';
import { normalizeArguments } from './normalize-arguments.ts';
import { isCapitals, isScopedGuard, isStatementWord, looksLikeLoop, Role, roleAt } from './macro-shapes.ts';
import { Gap, Kind, word, type Tokens } from './tokens.ts';

/** Token i begins a statement. Returns the next token; `atStart` tells whether that begins one as well. */
export function normalizeStatement(n: Normalizer, i: number): number {
  const { t, contexts } = n;
  switch (t.kind[i]) {
    case Kind.OpenBrace:
      contexts.push(Context.Block);
      return i + 1;
    case Kind.CloseBrace: return endBlock(n, i);
    case Kind.Semicolon: return i + 1;
    case Kind.Word: return wordStatement(n, i);
    default:
      n.atStart = false;
      return i;
  }
}

function endBlock(n: Normalizer, i: number): number {
  const { t, contexts, loops } = n;
  n.atStart = contexts.pop() !== Context.ExpressionBlock;
  if (loops[loops.length - 1] !== contexts.length) return i + 1;
  loops.pop();
  // `do { … } while_each_thread(g, t);`
  if (i + 2 < n.to && t.kind[i + 1] === Kind.Word && t.kind[i + 2] === Kind.Open && t.end[i + 1] - t.start[i + 1] > 5) {
    n.edits.replace(t.start[i + 1], 'while'.padEnd(t.end[i + 1] - t.start[i + 1]));
    n.atStart = false;
    normalizeArguments(n, i + 2);
    return i + 2;
  }
  return i + 1;
}

function wordStatement(n: Normalizer, i: number): number {
  const { t } = n;
  const w = word(t, i);
  const role = roleAt(t, i);
  switch (role) {
    case Role.Control: return control(n, i);
    case Role.Prefix:
      if (w === 'do' && t.kind[i + 1] === Kind.OpenBrace) n.loops.push(n.contexts.length);
      return i + 1;
    case Role.Case: return caseLabel(n, i);
    case Role.Jump: return jump(n, i, w);
    case Role.Asm: return blankAsm(n, i);
    case Role.LocalLabel: return blankToSemicolon(n, i);
    case Role.Attribute: case Role.AttributeWithArguments: return blankAttribute(n, i, role);
    case 0: return plainStatement(n, i, w);
    default: return normalizeDeclaration(n, i);
  }
}

function control(n: Normalizer, i: number): number {
  const { t } = n;
  if (t.kind[i + 1] === Kind.Word && t.kind[i + 2] === Kind.Open) {
    // `if in_range(x) …`: the macro brings the parentheses.
    n.marks.set(t.start[i], { kind: 'branch', macro: word(t, i + 1) });
    n.edits.blank(t.start[i + 1], t.end[i + 1]);
    n.contexts.push(Context.Head);
    n.atStart = false;
    return i + 3;
  }
  if (t.kind[i + 1] !== Kind.Open) return i + 1;
  n.contexts.push(Context.Head);
  n.atStart = false;
  return i + 2;
}

function caseLabel(n: Normalizer, i: number): number {
  const { t } = n;
  const colon = caseColon(n, i);
  for (let j = i + 1; j < colon; ) {
    if (t.kind[j] === Kind.Ellipsis) n.edits.replace(t.start[j], '|  ');
    j = expressionToken(n, j);
  }
  n.atStart = true;
  return t.kind[colon] === Kind.Colon && colon < n.to ? colon + 1 : colon;
}

/** The colon of a case label, or where it should have been: labels are short. */
function caseColon(n: Normalizer, i: number): number {
  const { t } = n;
  const to = Math.min(n.to, i + 1000);
  let conditionals = 0;
  for (let j = i + 1; j < to; j++) {
    const kind = t.kind[j];
    if (kind === Kind.Question) conditionals++;
    else if (kind === Kind.Open) j = Math.min(t.close[j], to);
    else if (kind === Kind.Colon && conditionals-- === 0) return j;
    else if (kind === Kind.Semicolon || kind === Kind.CloseBrace) return j;
  }
  return to;
}

function jump(n: Normalizer, i: number, w: string): number {
  const { t } = n;
  n.atStart = false;
  if (w === 'goto' && t.kind[i + 1] === Kind.Star) n.edits.blank(t.start[i], t.end[i]);
  return i + 1;
}

function blankToSemicolon(n: Normalizer, i: number): number {
  let last = i;
  while (last < n.to && n.t.kind[last] !== Kind.Semicolon) last++;
  n.edits.blank(n.t.start[i], n.t.start[Math.min(last, n.to - 1)]);
  return last;
}

function plainStatement(n: Normalizer, i: number, w: string): number {
  const { t } = n;
  const next = i + 1 < n.to ? t.kind[i + 1] : Kind.End;
  if (next === Kind.Colon) return label(n, i);
  if (next === Kind.Open) return callStatement(n, i, w);
  if (next === Kind.CloseBrace) return bareMacro(n, i);
  if (next === Kind.OpenBrace && isCapitals(w)) {
    n.edits.blank(t.start[i], t.end[i]);
    return i + 1;
  }
  if (next !== Kind.Word) {
    n.atStart = false;
    return i + 1;
  }
  const role = roleAt(t, i + 1);
  const onNewLine = (t.gap[i + 1] & Gap.NewLine) !== 0;
  if (isStatementWord(role) || role === Role.Case) return bareMacro(n, i);
  if (onNewLine && (isCapitals(w) || t.kind[i + 2] === Kind.Colon)) return bareMacro(n, i);
  return normalizeDeclaration(n, i);
}

/** `out: }`: a label needs a statement. */
function label(n: Normalizer, i: number): number {
  const { t } = n;
  if (t.kind[i + 2] !== Kind.CloseBrace || i + 2 >= n.to) return i + 2;
  const room = t.start[i + 2] - t.end[i + 1] > 1 || (t.start[i + 2] > t.end[i + 1] && t.text.charCodeAt(t.end[i + 1]) !== 10);
  const length = t.end[i] - t.start[i];
  if (room) n.edits.semicolon(t.end[i + 1], t.start[i + 2]);
  else if (length > 1) n.edits.replace(t.start[i], `${'_'.repeat(length - 1)}:`.padEnd(t.start[i + 1] - t.start[i]) + ';');
  return i + 2;
}

/** A word that is a whole statement without a semicolon. */
function bareMacro(n: Normalizer, i: number): number {
  const { t } = n;
  if (!n.edits.semicolon(t.end[i], t.start[i + 1])) n.edits.blank(t.start[i], t.end[i]);
  return i + 1;
}

/** `WORD(…)` at the start of a statement: what follows the parentheses tells what it is. */
function callStatement(n: Normalizer, i: number, w: string): number {
  const { t } = n;
  const close = t.close[i + 1];
  n.atStart = false;
  if (close + 1 >= n.to) return i + 1;
  const next = t.kind[close + 1];
  if (t.kind[i + 2] === Kind.Word && isStatementWord(roleAt(t, i + 2))) return blockMacro(n, i, close);
  if (next === Kind.OpenBrace) return loop(n, i, w, close);
  if (next === Kind.CloseBrace) return withoutSemicolon(n, i, close);
  if (next === Kind.Colon) return caseMacro(n, i, close);
  if (next === Kind.Assign && t.kind[close + 2] === Kind.OpenBrace) return declaringMacro(n, i, i);
  if (looksLikeLoop(w) && mayGovern(t, w, close + 1)) return loop(n, i, w, close);
  if (next !== Kind.Word) return i + 1;
  const onNewLine = (t.gap[close + 1] & Gap.NewLine) !== 0;
  const role = roleAt(t, close + 1);
  if (role === Role.Attribute || role === Role.AttributeWithArguments) return i + 1;
  if (onNewLine) return withoutSemicolon(n, i, close);
  if (role >= Role.Control || t.kind[close + 2] === Kind.Open || t.kind[close + 2] === Kind.Arrow) return loop(n, i, w, close);
  return normalizeDeclaration(n, i);
}

/** Whether token i can begin the statement that the loop `w` governs: `guard(x)(y)` and `x_iter(a)->b` go on instead. */
export function mayGovern(t: Tokens, w: string, i: number): boolean {
  const surely = /for_?each|^for_|^scoped_/.test(w);
  switch (t.kind[i]) {
    case Kind.Semicolon: case Kind.Open: return surely;
    case Kind.Assign: case Kind.Dot: case Kind.Arrow: case Kind.OpenSquare: case Kind.Comma: case Kind.Question: return false;
    case Kind.Operator: return word(t, i) === '++' || word(t, i) === '--';
    default: return true;
  }
}

/** `DEBUG(if (x) f(); g())`: a block. */
function blockMacro(n: Normalizer, i: number, close: number): number {
  const { t, edits } = n;
  edits.blank(t.start[i], t.end[i]);
  edits.replace(t.start[i + 1], '{');
  edits.replace(t.start[close], '}');
  n.contexts.push(Context.Block);
  n.atStart = true;
  return i + 2;
}

function withoutSemicolon(n: Normalizer, i: number, close: number): number {
  const { t } = n;
  n.contexts.push(Context.MacroHead);
  normalizeArguments(n, i + 1);
  if (n.edits.semicolon(t.end[close], t.start[close + 1])) return i + 2;
  // No room: `MACRO(a, b)` becomes `a, b;`.
  n.edits.blank(t.start[i], t.end[i + 1]);
  n.edits.replace(t.start[close], ';');
  return i + 2;
}

/** `CASE(x):` */
function caseMacro(n: Normalizer, i: number, close: number): number {
  const { t } = n;
  const length = t.end[i] - t.start[i];
  if (length >= 4) n.edits.replace(t.start[i], 'case'.padEnd(length));
  else n.edits.blank(t.start[i], t.end[close + 1]);
  n.atStart = true;
  return close + 2;
}

/** The macro's name becomes `while`, or `if` where it is too short or an `else` follows. */
function loop(n: Normalizer, i: number, w: string, close: number): number {
  const { t } = n;
  const hasElse = t.kind[close + 1] === Kind.OpenBrace && t.close[close + 1] + 1 < n.to && t.kind[t.close[close + 1] + 1] === Kind.Word && word(t, t.close[close + 1] + 1) === 'else';
  const keyword = hasElse || w.length < 5 ? 'if' : 'while';
  n.marks.set(t.start[i], { kind: isScopedGuard(w) ? 'scoped-guard' : hasElse ? 'branch' : 'loop', macro: w });
  n.contexts.push(Context.Head);
  if (close === i + 2) emptyHead(n, i, keyword);
  else {
    n.edits.replace(t.start[i], keyword.padEnd(t.start[i + 1] - t.start[i]).slice(0, Math.max(w.length, keyword.length)));
    normalizeArguments(n, i + 1);
  }
  return i + 2;
}

/** `forever() {`: the parentheses move left to make room for a condition. */
function emptyHead(n: Normalizer, i: number, keyword: string): void {
  const { t } = n;
  const length = t.end[i + 2] - t.start[i];
  const head = `${keyword}(1)`.length <= length ? `${keyword}(1)` : 'if(1)';
  if (head.length <= length && !t.text.slice(t.start[i], t.end[i + 2]).includes('\n')) n.edits.replace(t.start[i], head.padEnd(length));
}
