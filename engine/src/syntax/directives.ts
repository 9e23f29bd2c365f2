/** Preprocessor directives: which one a token is, and where a branch of a condition ends. */

import { Kind, type Tokens } from './tokens.ts';

export const enum Directive {
  Other,
  Define,
  If,
  Else,
  EndIf,
}

export function directiveOf(t: Tokens, i: number): Directive {
  const { text } = t;
  let p = t.start[i] + 1;
  while (isBlank(text.charCodeAt(p))) p++;
  switch (text.charCodeAt(p)) {
    case 100: return text.startsWith('define', p) ? Directive.Define : Directive.Other;
    case 105: return text.charCodeAt(p + 1) === 102 ? Directive.If : Directive.Other;
    case 101:
      if (text.startsWith('endif', p)) return Directive.EndIf;
      return text.startsWith('else', p) || text.startsWith('elif', p) ? Directive.Else : Directive.Other;
    default: return Directive.Other;
  }
}

/** '0' or '1' if the condition is literally that (with or without a comment behind), else ''. */
export function conditionOf(t: Tokens, i: number): '0' | '1' | '' {
  const match = /^#[ \t]*(?:el)?if[ \t]+\(?[ \t]*([01])[ \t]*\)?[ \t\r]*($|\/|&&)/.exec(t.text.slice(t.start[i], Math.min(t.end[i], t.start[i] + 60)));
  if (!match || (match[1] === '1' && match[2] === '&&')) return '';
  return match[1] as '0' | '1';
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
