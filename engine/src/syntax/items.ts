/** Where a file's top-level items begin and end, with one consistent choice among `#if` branches. */

import { conditionOf, directiveOf, Directive, isElse, noteDefine, optionAt, skipBranch, type Defined, type Option } from './directives.ts';
import { Role, roleAt } from './macro-shapes.ts';
import { Gap, Kind, tokenize, word, type CommentRange, type Tokens } from './tokens.ts';

export const enum ItemKind {
  Function,
  /** Anything that ends with a semicolon, and macro calls that forgot theirs. */
  Other,
}

/** Tokens [from, to); `body` is the token of a function's opening brace. */
export interface Item {
  readonly kind: ItemKind;
  readonly from: number;
  readonly to: number;
  readonly body: number;
}

/** `#if`/`#else`/`#endif` inside a function of which several branches were kept: offsets of the directives. */
export type BranchGroup = readonly number[];

/** Text between two directives around items, which only a kernel with this option, or without it, has. */
export interface OptionalText extends CommentRange {
  readonly option: Option;
}

export interface SplitFile {
  /** Only the tokens of the branches that were kept, no directives. */
  readonly tokens: Tokens;
  readonly items: readonly Item[];
  /** Offsets of `#define` directives. */
  readonly defines: readonly CommentRange[];
  readonly groups: readonly BranchGroup[];
  readonly optional: readonly OptionalText[];
  readonly comments: readonly CommentRange[];
  readonly problems: readonly { readonly start: number; readonly message: string }[];
}

/** What a branch may change and what is restored when a branch is dropped. */
interface State {
  live: number;
  itemCount: number;
  itemStart: number;
  braces: number;
  parens: number;
  lowestBraces: number;
  assigned: boolean;
  parameters: boolean;
  body: number;
  transparent: number;
}

interface Frame {
  /** At the `#if`. */
  readonly before: State;
  /** At the start of the branch that is being read. */
  branch: State;
  readonly atStatement: boolean;
  readonly offsets: number[];
  kept: number;
  decided: boolean;
}

interface Splitter {
  readonly t: Tokens;
  readonly s: State;
  readonly frames: Frame[];
  readonly items: Item[];
  readonly defines: CommentRange[];
  readonly defined: Defined;
  readonly groups: BranchGroup[];
  readonly optional: OptionalText[];
  readonly problems: { start: number; message: string }[];
}

/** `into`: see `tokenize`. */
export function splitItems(text: string, into?: Tokens): SplitFile {
  const comments: CommentRange[] = [];
  const t = tokenize(text, 0, text.length, comments, into);
  const s: State = { live: 0, itemCount: 0, itemStart: -1, braces: 0, parens: 0, lowestBraces: 0, assigned: false, parameters: false, body: -1, transparent: 0 };
  const splitter: Splitter = { t, s, frames: [], items: [], defines: [], defined: new Map(), groups: [], optional: [], problems: [] };
  const count = t.count;
  let dropped = 0;
  for (let i = 0; i < count; ) {
    if (t.kind[i] === Kind.Directive) {
      i = directive(splitter, i, count);
      dropped = Gap.Blank;
      continue;
    }
    i = keep(splitter, i, count, dropped);
    dropped = 0;
  }
  if (s.itemStart >= 0) endItem(splitter, s.live);
  t.count = s.live;
  return { tokens: t, items: splitter.items, defines: splitter.defines, groups: splitter.groups, optional: splitter.optional, comments, problems: splitter.problems };
}

/** Moves token i to the live ones and lets it change the state. Returns the next token to read. */
function keep(splitter: Splitter, i: number, count: number, dropped: number): number {
  const { t, s } = splitter;
  const kind = t.kind[i];
  const gap = t.gap[i] | dropped;
  if (gap & Gap.ColumnZero && s.itemStart >= 0 && (s.braces > 0 || s.parens > 0) && kind === Kind.Word && resynchronises(splitter, i, count)) endItem(splitter, s.live);
  if (s.itemStart < 0) {
    if (kind === Kind.Semicolon || (kind === Kind.CloseBrace && s.transparent > 0)) return i + 1;
    s.itemStart = s.live;
  }
  const at = s.live++;
  t.kind[at] = kind;
  t.role[at] = t.role[i];
  t.gap[at] = gap;
  t.start[at] = t.start[i];
  t.end[at] = t.end[i];
  switch (kind) {
    case Kind.OpenBrace: openBrace(splitter, at); break;
    case Kind.CloseBrace: closeBrace(splitter, i, at, count); break;
    case Kind.Open: openParen(splitter, at); break;
    case Kind.Close: closeParen(splitter, i, at, count); break;
    case Kind.Assign: if (s.braces === 0 && s.parens === 0) s.assigned = true; break;
    case Kind.Semicolon: if (s.braces === 0 && s.parens <= 0) endItem(splitter, at + 1); break;
  }
  return i + 1;
}

function openBrace({ t, s }: Splitter, at: number): void {
  if (s.braces === 0 && s.parens === 0 && at === s.itemStart + 2 && t.kind[at - 1] === Kind.String && word(t, at - 2) === 'extern') {
    s.transparent++;
    s.live = s.itemStart;
    s.itemStart = -1;
    return;
  }
  if (s.braces === 0 && s.parens === 0 && s.body < 0 && !s.assigned && s.parameters) s.body = at;
  s.braces++;
}

function closeBrace(splitter: Splitter, i: number, at: number, count: number): void {
  const { t, s } = splitter;
  if (--s.braces < s.lowestBraces) s.lowestBraces = s.braces;
  if (s.braces > 0 && s.body >= 0 && t.gap[i] & Gap.ColumnZero && i + 1 < count && startsItem(splitter, i + 1, count)) s.braces = 0;
  if (s.braces < 0) return endItem(splitter, at + 1);
  if (s.braces > 0) return;
  if (s.body >= 0 || t.kind[s.itemStart] === Kind.OpenBrace) endItem(splitter, at + 1);
}

function openParen({ t, s }: Splitter, at: number): void {
  if (s.braces === 0 && s.parens === 0 && at > s.itemStart) {
    const before = t.kind[at - 1];
    if (before === Kind.Close) s.parameters = true;
    else if (before === Kind.Word && !s.parameters) s.parameters = !isAttribute(t, at - 1);
  }
  s.parens++;
}

function closeParen(splitter: Splitter, i: number, at: number, count: number): void {
  const { t, s } = splitter;
  s.parens--;
  if (s.parens !== 0 || s.braces !== 0 || s.assigned) return;
  const next = i + 1;
  const ends = next >= count || t.kind[next] === Kind.Directive || (t.kind[next] === Kind.Word && (t.gap[next] & Gap.ColumnZero) !== 0);
  if (ends && isLoneCall(t, s.itemStart, at)) endItem(splitter, at + 1);
}

/** `WORD(…)` with at most storage classes in front: a macro call whose author left out the semicolon. */
function isLoneCall(t: Tokens, from: number, last: number): boolean {
  let i = from;
  while (t.kind[i] === Kind.Word && [Role.Storage, Role.Qualifier].includes(roleAt(t, i) as Role)) i++;
  if (t.kind[i] !== Kind.Word || t.kind[i + 1] !== Kind.Open || isAttribute(t, i)) return false;
  let depth = 0;
  for (i++; i < last; i++) {
    if (t.kind[i] === Kind.Open) depth++;
    else if (t.kind[i] === Kind.Close && --depth === 0) return false;
  }
  return true;
}

function isAttribute(t: Tokens, i: number): boolean {
  const role = t.role[i] as Role | 0;
  return role === Role.AttributeWithArguments || role === Role.Attribute || role === Role.Typeof;
}

function endItem({ t, s, items, problems }: Splitter, to: number): void {
  if (s.braces !== 0) problems.push({ start: t.start[s.itemStart], message: 'unbalanced braces' });
  items.length = s.itemCount;
  items.push({ kind: s.body >= 0 ? ItemKind.Function : ItemKind.Other, from: s.itemStart, to, body: s.body });
  s.itemCount = items.length;
  s.itemStart = -1;
  s.braces = s.parens = s.lowestBraces = 0;
  s.assigned = s.parameters = false;
  s.body = -1;
}

const ITEM_STARTS = new Set(['static', 'extern', 'typedef', 'inline', '__init', '__exit', 'asmlinkage', 'EXPORT_SYMBOL', 'EXPORT_SYMBOL_GPL', 'module_init', 'module_exit', 'MODULE_LICENSE', 'MODULE_AUTHOR']);

/** Whether a word in column 0 inside an unfinished item begins a new one. */
function resynchronises(splitter: Splitter, i: number, count: number): boolean {
  const { t, s } = splitter;
  if (s.braces > 0 && s.body < 0) return t.kind[s.live - 1] === Kind.Semicolon && s.parens > 0 && startsItem(splitter, i, count);
  return s.braces > 0 ? looksLikeHeader(t, i, count) : ITEM_STARTS.has(word(t, i)) && t.kind[s.live - 1] !== Kind.Open && t.kind[s.live - 1] !== Kind.Comma;
}

function startsItem({ t }: Splitter, i: number, count: number): boolean {
  return (t.gap[i] & Gap.ColumnZero) !== 0 && t.kind[i] === Kind.Word && (ITEM_STARTS.has(word(t, i)) || looksLikeHeader(t, i, count));
}

/** `type name(…)` and then a brace in column 0, all within a few hundred tokens. */
function looksLikeHeader(t: Tokens, i: number, end: number): boolean {
  const count = Math.min(end, i + 400);
  let words = 0;
  for (; i < count && (t.kind[i] === Kind.Word || t.kind[i] === Kind.Star); i++) {
    if (t.kind[i] !== Kind.Word) continue;
    const role = roleAt(t, i);
    if (role === Role.Control || role === Role.Prefix || role === Role.Jump || role === Role.Case) return false;
    words++;
  }
  if (words < 2 || t.kind[i] !== Kind.Open) return false;
  let depth = 0;
  for (; i < count; i++) {
    if (t.kind[i] === Kind.Open) depth++;
    else if (t.kind[i] === Kind.Close && --depth === 0) break;
    else if (t.kind[i] === Kind.Semicolon || t.kind[i] === Kind.OpenBrace) return false;
  }
  return i + 1 < end && t.kind[i + 1] === Kind.OpenBrace && (t.gap[i + 1] & Gap.ColumnZero) !== 0;
}

/** Returns the next token to read. */
function directive(splitter: Splitter, i: number, count: number): number {
  const { t, frames, defines, defined } = splitter;
  switch (directiveOf(t, i)) {
    case Directive.Define:
      defines.push({ start: t.start[i], end: t.end[i] });
      if (frames.length === 0) noteDefine(t, i, defined);
      return i + 1;
    case Directive.Undef:
      noteDefine(t, i, defined);
      return i + 1;
    case Directive.If: {
      const condition = conditionOf(t, i, defined);
      frames.push(openFrame(splitter, t.start[i], condition === '1'));
      return condition === '0' ? skipBranch(t, i + 1, count) : i + 1;
    }
    case Directive.Else:
      return frames.length ? nextBranch(splitter, i, count) : i + 1;
    case Directive.EndIf:
      if (frames.length) closeFrame(splitter, t.start[i]);
      return i + 1;
    default:
      return i + 1;
  }
}

function openFrame({ t, s }: Splitter, offset: number, decided: boolean): Frame {
  const last = s.live > 0 ? t.kind[s.live - 1] : Kind.Semicolon;
  const inData = s.assigned || s.body < 0;
  const atStatement = last === Kind.Semicolon || last === Kind.OpenBrace || last === Kind.CloseBrace || (s.body >= 0 && last === Kind.Colon) || (inData && last === Kind.Comma && s.braces > 0);
  const before = { ...s };
  s.lowestBraces = s.braces;
  return { before, branch: { ...s }, atStatement, offsets: [offset], kept: 0, decided };
}

function nextBranch(splitter: Splitter, i: number, count: number): number {
  const { t, s, frames, defined } = splitter;
  const frame = frames[frames.length - 1];
  endBranch(splitter, frame);
  frame.offsets.push(t.start[i]);
  const condition = conditionOf(t, i, defined);
  const repeatsElse = frame.kept > 0 && i + 1 < count && t.kind[i + 1] === Kind.Word && word(t, i + 1) === 'else';
  if (frame.decided || condition === '0' || repeatsElse) return skipBranch(t, i + 1, count);
  if (condition === '1') frame.decided = true;
  s.lowestBraces = s.braces;
  frame.branch = { ...s };
  return i + 1;
}

/** The first branch that does not stand by itself is the only one; if others were kept before it, it is taken back. */
function endBranch(splitter: Splitter, frame: Frame): void {
  const { s, items } = splitter;
  const { branch } = frame;
  if (s.live === branch.live && s.itemCount === branch.itemCount) return;
  if (branch.itemStart < 0 ? s.itemStart < 0 : standsAlone(splitter, frame)) {
    frame.kept++;
  } else if (frame.kept === 0) {
    frame.decided = true;
  } else {
    Object.assign(s, branch);
    items.length = s.itemCount;
  }
}

function standsAlone({ t, s }: Splitter, { atStatement, branch }: Frame): boolean {
  const last = s.live > 0 ? t.kind[s.live - 1] : 0;
  const inData = s.assigned || s.body < 0;
  const ended = last === Kind.Semicolon || last === Kind.CloseBrace || (inData && last === Kind.Comma && s.braces > 0);
  return atStatement && ended && s.itemStart === branch.itemStart && s.braces === branch.braces && s.lowestBraces >= branch.braces && s.parens === branch.parens;
}

function closeFrame(splitter: Splitter, offset: number): void {
  const { s, frames, groups } = splitter;
  const frame = frames.pop()!;
  endBranch(splitter, frame);
  s.lowestBraces = Math.min(s.lowestBraces, frame.before.lowestBraces);
  if (frame.kept > 1 && s.body >= 0) groups.push([...frame.offsets, offset]);
  if (frame.before.itemStart < 0) noteOption(splitter, frame.offsets, offset);
}

function noteOption({ t: { text }, optional }: Splitter, [first, second = -1, ...more]: readonly number[], end: number): void {
  const option = optionAt(text, first);
  if (!option) return;
  optional.push({ start: first, end: second < 0 ? end : second, option });
  if (second >= 0 && more.length === 0 && isElse(text, second)) optional.push({ start: second, end, option: { name: option.name, isOn: !option.isOn } });
}
