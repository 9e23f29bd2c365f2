/** The marks of a fixture: comments that point at a range of the code line above and say what the analysis makes of it. */

/** `^^^` a finding, `~~~` where another witness of it ends. `FP`: reported though wrong. `FN`: should be reported and is not. */
export interface Mark {
  /** Index of the code line it points at. */
  readonly line: number;
  /** 0-based, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly sign: '^' | '~';
  readonly claim: '' | 'FP' | 'FN';
  readonly rule: string;
  /** A prefix of the message, or the reason for FP and FN; '' or `…`: anything. */
  readonly text: string;
  /** The line as it stands in the file; undefined for a mark yet to be written. */
  readonly source?: string;
}

/** `{   // ctx: process|softirq`, for the function whose body begins there. */
export interface ContextMark {
  /** 0-based. */
  readonly line: number;
  readonly function: string;
  readonly contexts: string;
}

export interface Annotated {
  /** Lines without marks, with their numbers in the file. */
  readonly code: readonly { readonly text: string; readonly line: number }[];
  readonly marks: readonly Mark[];
  readonly contexts: readonly ContextMark[];
}

const markPattern = /^(\s*\/\/\s*)(\^+|~+|<-)\s*(?:(FP|FN)\s+)?([a-z][a-z-]*)(?::\s*(.*?))?\s*$/;
const attributes = new Set(['SEC', '__acquires', '__releases', '__must_hold', '__cond_acquires', '__attribute__', '__section', '__aligned']);
const contextPattern = /\{\s*\/\/ ctx:\s*([a-z|]+)/;

export function parseMarks(text: string): Annotated {
  const lines = text.split('\n');
  const code: { text: string; line: number }[] = [];
  const marks: Mark[] = [];
  const contexts: ContextMark[] = [];
  lines.forEach((line, number) => {
    const mark = markPattern.exec(line);
    if (mark && code.length) {
      marks.push(markOf(mark, code.at(-1)!, line));
      return;
    }
    code.push({ text: line, line: number });
    const context = contextPattern.exec(line);
    if (context) contexts.push({ line: number, function: functionAt(lines, number), contexts: context[1] });
  });
  return { code, marks, contexts };
}

function markOf(match: RegExpExecArray, target: { text: string; line: number }, source: string): Mark {
  const [, lead, pointer, claim = '', rule, text = ''] = match;
  const isArrow = pointer === '<-';
  const start = isArrow ? target.text.search(/\S|$/) : lead.length;
  const end = isArrow ? target.text.length : start + pointer.length;
  return { line: target.line, start, end, sign: pointer[0] === '~' ? '~' : '^', claim: claim as Mark['claim'], rule, text, source };
}

/** Name of the function whose body begins on `line`: the first word before `(` in its head that is no attribute. */
function functionAt(lines: readonly string[], line: number): string {
  let head = lines[line].slice(0, lines[line].indexOf('{'));
  for (let i = line - 1; i >= 0 && !/[;}]\s*$|^\s*$|^#|\*\/\s*$/.test(lines[i]); i--) head = `${lines[i]}\n${head}`;
  for (const [, name, argument] of head.matchAll(/(\w+)\s*\(\s*(\w*)/g)) if (!attributes.has(name)) return /_DEFINE\d$|^BPF_CALL_\d$/.test(name) ? argument : name;
  throw new Error(`line ${line + 1}: no function begins at this ctx mark`);
}

/** The file with other marks and contexts; all else stays as it is. */
export function renderMarks(annotated: Annotated, marks: readonly Mark[], contexts: ReadonlyMap<number, string>): string {
  const below = groupBy(marks, (mark) => mark.line);
  return annotated.code
    .flatMap(({ text, line }) => [renderContext(text, contexts.get(line)), ...(below.get(line) ?? []).map((mark) => mark.source ?? renderMark(mark, text))])
    .join('\n');
}

function renderContext(code: string, contexts: string | undefined): string {
  return contexts === undefined ? code : code.replace(contextPattern, (whole, old: string) => whole.slice(0, whole.length - old.length) + contexts);
}

export function renderMark(mark: Mark, code: string): string {
  const indent = code.search(/\S|$/);
  const label = `${mark.claim && `${mark.claim} `}${mark.rule}: ${mark.text || '…'}`;
  if (mark.start < 2) return `${' '.repeat(indent)}// <- ${label}`;
  const lead = `${' '.repeat(indent + 2 <= mark.start ? indent : 0)}//`;
  return `${lead.padEnd(mark.start)}${mark.sign.repeat(Math.max(mark.end - mark.start, 1))} ${label}`;
}

/** Keeps the marks that came true as they are written, then those that are true and not yet written. */
export function reconcile(old: readonly Mark[], actual: readonly Mark[]): Mark[] {
  const left = [...actual];
  const kept = old.filter((mark) => {
    const at = left.findIndex((other) => isSatisfied(mark, other));
    if (mark.claim === 'FN') return at === -1;
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  const excused = old.filter((mark) => mark.claim === 'FP').map((mark) => mark.rule);
  return [...kept, ...left.filter((mark) => mark.sign === '^' || !excused.includes(mark.rule))];
}

function isSatisfied(mark: Mark, actual: Mark): boolean {
  if (placeOf(mark) !== placeOf(actual)) return false;
  const [prefix] = mark.text.split('…');
  return mark.claim !== '' || actual.text.startsWith(prefix.trimEnd());
}

export function placeOf(mark: Mark): string {
  return `${mark.line}|${mark.start}|${mark.end}|${mark.sign}|${mark.rule}`;
}

export function groupBy<K, T>(values: readonly T[], key: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group) group.push(value);
    else groups.set(key(value), [value]);
  }
  return groups;
}
