/** Functions with bodies: their header from the tokens, their body from the parser. */

import type { FunctionDefinition, Parameter, TypeName } from './ast.ts';
import { readParameter, readParameters, readSpecifiers, splitArguments, type DeclaratorTokens, type Reader } from './declarations.ts';
import { readDeclarator } from './declarators.ts';
import type { BranchGroup, Item } from './items.ts';
import { Definer, definerOf, isCapitals, roleAt } from './macro-shapes.ts';
import { parseBlock } from './parse-slice.ts';
import type { Parser } from './parser.ts';
import { Kind, tokensText, word, type Tokens } from './tokens.ts';

export function parseFunction(parser: Parser, tokens: Tokens, item: Item, groups: readonly BranchGroup[]): FunctionDefinition {
  const { from, to, body } = item;
  const { name, nameRange, form, static: isStatic, inline, returns, parameters, variadic, attributes } = readHeader(tokens, from, body);
  const start = tokens.start[from];
  const end = tokens.end[to - 1];
  const parsed = parseBlock({ parser, tokens, from: body, to, start: tokens.start[body], end, groups });
  return { kind: 'function', name, nameRange, form, static: isStatic, inline, returns, parameters, variadic, attributes, body: parsed.value, damaged: parsed.damaged || name === '', start, end };
}

type Header = Omit<FunctionDefinition, 'kind' | 'body' | 'damaged' | 'start' | 'end'>;

function readHeader(t: Tokens, from: number, body: number): Header {
  const r: Reader = { t, attributes: [] };
  const specifiers = readSpecifiers(r, from, body);
  const d = readDeclarator(r, specifiers.next, body, specifiers);
  const isStatic = specifiers.storage === 'static';
  const { inline } = specifiers;
  const pointers = trailingStars(d.type.name);
  const returns: TypeName = { name: d.type.name.slice(0, d.type.name.length - pointers), pointers, array: false, callable: false };
  const definer = d.parameters >= 0 ? definerFor(t, d) : 0;
  if (definer) return { static: isStatic, inline, returns, ...definedByMacro(r, d, definer) };
  const { parameters, variadic } = d.parameters >= 0 ? readParameters(t, d.parameters) : { parameters: [], variadic: false };
  const nameRange = { start: t.start[d.nameToken], end: t.end[d.nameToken] };
  return { static: isStatic, inline, returns, name: d.name, nameRange, form: 'function', parameters, variadic, attributes: r.attributes };
}

function trailingStars(name: string): number {
  let stars = 0;
  while (stars < name.length && name.charCodeAt(name.length - 1 - stars) === Kind.Star) stars++;
  return stars;
}

/** `DEFINE_FOO(name) { … }` with an unknown macro counts if its first argument is a lone name. */
function definerFor(t: Tokens, d: DeclaratorTokens): Definer | 0 {
  const known = definerOf(d.name);
  if (known || !isCapitals(d.name)) return known;
  const [first] = splitArguments(t, d.parameters);
  const isName = first && first[1] === first[0] + 1 && t.kind[first[0]] === Kind.Word && roleAt(t, first[0]) === 0;
  return isName ? Definer.Declarations : 0;
}

function definedByMacro(r: Reader, d: DeclaratorTokens, definer: Definer): Partial<Header> & Pick<Header, 'name' | 'nameRange' | 'form' | 'parameters' | 'variadic' | 'attributes'> {
  const { t } = r;
  const [nameArgument, ...rest] = splitArguments(t, d.parameters);
  const isSyscall = /SYSCALL(32|64)?_DEFINE/.test(d.name);
  const prefix = !isSyscall ? '' : d.name.startsWith('COMPAT_') ? 'compat_sys_' : 'sys_';
  const nameToken = nameArgument ? nameArgument[0] : d.nameToken;
  const parameters: Parameter[] = [];
  if (definer === Definer.Declarations) for (const [from, to] of rest) parameters.push(readParameter(t, from, to));
  else
    for (let i = 0; i + 1 < rest.length; i += 2) {
      const { type } = readParameter(t, rest[i][0], rest[i][1]);
      parameters.push({ name: tokensText(t, rest[i + 1][0], rest[i + 1][1]), type });
    }
  return {
    name: prefix + word(t, nameToken),
    nameRange: { start: t.start[nameToken], end: t.end[nameToken] },
    ...(isSyscall && { returns: { name: 'long', pointers: 0, array: false, callable: false } }),
    form: isSyscall ? 'syscall' : 'function',
    parameters: parameters.map(nameOnly),
    variadic: false,
    attributes: [...r.attributes, tokensText(t, d.nameToken, t.close[d.parameters] + 1)],
  };
}

/** `BPF_KPROBE(f, ctx)`: a parameter without a type reads as a type without a name. */
function nameOnly(p: Parameter): Parameter {
  return p.name === '' && p.type.pointers === 0 && /^\w+$/.test(p.type.name) ? { name: p.type.name, type: { ...p.type, name: '' } } : p;
}
