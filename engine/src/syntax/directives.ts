/** Preprocessor directives: which one a token is, and where a branch of a condition ends. */

import { optionsOff } from '../knowledge/configuration.ts';
import { isDebugSwitch } from './macro-shapes.ts';
import { Kind, type Tokens } from './tokens.ts';

export const enum Directive {
  Other,
  Define,
  Undef,
  If,
  Else,
  EndIf,
}

export function directiveOf(t: Tokens, i: number): Directive {
  const { text } = t;
  let p = t.start[i] + 1;
  while (isBlank(text.charCodeAt(p))) p++;
  switch (text.charCodeAt(p)) {
    case 117: return text.startsWith('undef', p) ? Directive.Undef : Directive.Other;
    case 100: return text.startsWith('define', p) ? Directive.Define : Directive.Other;
    case 105: return text.charCodeAt(p + 1) === 102 ? Directive.If : Directive.Other;
    case 101:
      if (text.startsWith('endif', p)) return Directive.EndIf;
      return text.startsWith('else', p) || text.startsWith('elif', p) ? Directive.Else : Directive.Other;
    default: return Directive.Other;
  }
}

/** Names that the file itself has defined before, whatever the configuration: `0`, `1`, or '' for any other text. */
export type Defined = Map<string, '0' | '1' | ''>;

/** '0' or '1' if the condition is literally that (with or without a comment behind), or if the file itself says so, else ''. */
export function conditionOf(t: Tokens, i: number, defined: Defined): '0' | '1' | '' {
  const text = t.text.slice(t.start[i], Math.min(t.end[i], t.start[i] + LONGEST));
  const literal = /^#[ \t]*(?:el)?if[ \t]+\(?[ \t]*([01])[ \t]*\)?[ \t\r]*($|\/|&&)/.exec(text);
  if (literal) return literal[1] === '1' && literal[2] === '&&' ? '' : (literal[1] as '0' | '1');
  const named = /^#[ \t]*((?:el)?if|ifdef|ifndef)[ \t]+(\w+)[ \t\r]*($|\/)/.exec(text) ?? asIfdef(text);
  if (!named) return '';
  const [, directive, name] = named;
  const value = defined.get(name);
  if (directive.endsWith('if')) return value ?? '';
  const isDefined = value !== undefined ? true : isDebugSwitch(name) || optionsOff.has(name) ? false : undefined;
  return isDefined === undefined ? '' : isDefined === (directive === 'ifdef') ? '1' : '0';
}

/** `#if defined(NAME)`, `#if !defined NAME`. */
function asIfdef(text: string): readonly [whole: string, directive: string, name: string] | undefined {
  const asked = /^#[ \t]*(?:el)?if[ \t]+(!?)[ \t]*defined[ \t]*\(?[ \t]*(\w+)[ \t]*\)?[ \t\r]*($|\/)/.exec(text);
  return asked ? [text, asked[1] ? 'ifndef' : 'ifdef', asked[2]] : undefined;
}

/** An option of the kernel's configuration, and whether it is on. */
export interface Option {
  readonly name: string;
  readonly isOn: boolean;
}

/** Of a directive that asks for one option and nothing else. */
export function optionAt(text: string, offset: number): Option | undefined {
  const line = text.slice(offset, offset + LONGEST);
  const named = /^#[ \t]*if(n?)def[ \t]+(CONFIG_\w+)[ \t\r]*(?:\n|$|\/)/.exec(line) ?? /^#[ \t]*if[ \t]+(!?)[ \t]*(?:defined|IS_ENABLED)[ \t]*\(?[ \t]*(CONFIG_\w+)[ \t]*\)?[ \t\r]*(?:\n|$|\/)/.exec(line);
  return named ? { name: named[2], isOn: named[1] === '' } : undefined;
}

export function isElse(text: string, offset: number): boolean {
  return /^#[ \t]*else\b/.test(text.slice(offset, offset + LONGEST));
}

const LONGEST = 80;

/** Takes note of a `#define` that stands outside all conditions, or of any `#undef`: what may be undefined is not known. */
export function noteDefine(t: Tokens, i: number, defined: Defined): void {
  const text = t.text.slice(t.start[i], Math.min(t.end[i], t.start[i] + LONGEST));
  const match = /^#[ \t]*(define|undef)[ \t]+(\w+)(?!\w|\()[ \t]*\(?[ \t]*([^ \t\r\n/)]*)/.exec(text);
  if (!match) return;
  const [, directive, name, value] = match;
  if (directive === 'undef') defined.delete(name);
  else defined.set(name, value === '0' || value === '1' ? value : '');
}

/** The `#else`, `#elif` or `#endif` that ends the branch in which token i stands. */
export function skipBranch(t: Tokens, i: number, count: number): number {
  let depth = 0;
  for (; i < count; i++) {
    if (t.kind[i] !== Kind.Directive) continue;
    const directive = directiveOf(t, i);
    if (directive === Directive.If) depth++;
    else if (directive === Directive.EndIf && depth-- === 0) return i;
    else if (directive === Directive.Else && depth === 0) return i;
  }
  return count;
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}
