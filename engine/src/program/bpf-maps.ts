/** The maps that BPF programs share: BTF-defined, legacy, declared by macros, and those inside other maps. */

import { Expr, EXPR_SIZE, Op, OP_SIZE, type ExpressionId, type FileFacts, type VariableFacts } from '../facts/types.ts';
import { bccTableTypes, bpfMapMacros, type BpfMapMacroRow } from '../knowledge/bpf-macros.ts';
import type { Asked } from './asked.ts';
import type { FunctionView } from './function-view.ts';
import type { TypeTable } from './type-table.ts';

export interface BpfMap {
  readonly name: string;
  /** Without `BPF_MAP_TYPE_`; '' when the definition does not say. */
  readonly type: string;
  readonly file: FileFacts;
  /** 1-based line of its definition. */
  readonly line: number;
  /** Struct of its values, where the definition names one: `struct entry`. */
  readonly value: string;
  /** The map that lookups in a map of maps give, as its template says. */
  readonly inner?: BpfMap;
  /** Declared by a macro of BCC, whose programs call methods on it. */
  readonly hasMethods?: true;
}

export interface BpfMaps {
  readonly maps: readonly BpfMap[];
  /** Its maps have methods: what is not static there is a program. */
  isBccFile(file: FileFacts): boolean;
  /** What was asked about maps that have methods in one of two states of a program alone: calls on them mean something else. */
  methodsFrom(former: BpfMaps): readonly string[];
  /** The map of that name as one file sees it. */
  find(name: string, file: FileFacts): BpfMap | undefined;
  /** The maps that an expression may point to; parameters are looked up in `given`. */
  pointedTo(view: FunctionView, pointer: ExpressionId, given: ReadonlyMap<number, readonly BpfMap[]>): readonly BpfMap[];
  /** The maps into whose values an expression points: it comes from a lookup. */
  holding(view: FunctionView, pointer: ExpressionId, given: ReadonlyMap<number, readonly BpfMap[]>): readonly BpfMap[];
}

const PREFIX = 'BPF_MAP_TYPE_';
const MAX_STEPS = 8;
/** Helper that gives the inner map of a map of maps. */
const LOOKUP = /^(bpf_)?map_lookup_(percpu_)?elem$/;
const macros = new Map(bpfMapMacros.map((row) => [row.macro, row]));

export function findBpfMaps(files: readonly FileFacts[], types: TypeTable, asked: Asked, fileScopeOf: (file: FileFacts) => FunctionView): BpfMaps {
  const maps: BpfMap[] = [];
  const byFile = new Map<FileFacts, Map<string, BpfMap>>();
  const byName = new Map<string, BpfMap[]>();

  for (const file of files) {
    for (const variable of file.variables) add(mapOf(variable, file));
    if (hasMacro(file)) for (const map of macroMaps(fileScopeOf(file))) add(map);
  }

  function add(map: BpfMap | undefined): void {
    if (!map) return;
    maps.push(map);
    const own = byFile.get(map.file) ?? new Map<string, BpfMap>();
    byFile.set(map.file, own);
    own.set(map.name, map);
    byName.set(map.name, [...(byName.get(map.name) ?? []), map]);
  }

  function mapOf(variable: VariableFacts, file: FileFacts): BpfMap | undefined {
    if (!variable.attributes.some((a) => /^(SEC|__section)\(\s*"(\.maps|maps(\/[\w-]+)?)"/.test(a) || /^__section_maps(_btf)?$/.test(a))) return undefined;
    const type = { text: variable.type, file };
    const described = describeStruct(type, 0);
    const found = { name: variable.name, file, line: variable.line };
    if (described?.type) return { ...found, ...described };
    return { ...found, type: legacyType(variable.name, file), value: described?.value ?? '' };
  }

  /** `struct { __uint(type, BPF_MAP_TYPE_HASH); __type(value, struct v); __array(values, struct inner); }`. */
  function describeStruct(type: { readonly text: string; readonly file: FileFacts }, depth: number): Pick<BpfMap, 'type' | 'value' | 'inner'> | undefined {
    const struct = types.structOf(type);
    if (!struct || depth > 2) return undefined;
    const member = (name: string): string => struct.members.get(name) ?? '';
    const values = member('values');
    const inner = values && describeStruct({ text: values.replace(/(\[\]|\*)+$/, ''), file: struct.file }, depth + 1);
    return {
      type: member('type').startsWith(PREFIX) ? member('type').slice(PREFIX.length) : '',
      value: member('value').replace(/\*+$/, ''),
      ...(inner && { inner: { name: `${values.replace(/^struct /, '').replace(/\[\]$/, '')}`, file: struct.file, line: 0, ...inner } }),
    };
  }

  /** `struct bpf_map_def m = { .type = BPF_MAP_TYPE_HASH, … }`. */
  function legacyType(name: string, file: FileFacts): string {
    const view = fileScopeOf(file);
    for (let i = 0; i < view.facts.codeLength; i++) {
      const [op, target, value] = view.operation(i);
      if (op !== Op.Store || view.kind(target) !== Expr.Member || view.kind(value) !== Expr.Global) continue;
      const object = view.a(target);
      if (view.kind(object) !== Expr.Global || view.text(view.a(object)) !== name) continue;
      const text = view.text(view.a(value));
      if (text.startsWith(PREFIX)) return text.slice(PREFIX.length);
    }
    return '';
  }

  function find(name: string, file: FileFacts): BpfMap | undefined {
    asked.note(askedName(name));
    const own = byFile.get(file)?.get(name);
    if (own) return own;
    const all = byName.get(name) ?? [];
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    // A map of another file is meant only through a header, or where one object is linked from several files.
    return all.find((map) => map.file.path.endsWith('.h') && map.file.path.startsWith(folder)) ?? (all.length === 1 && isDeclared(name, file) ? all[0] : undefined);
  }

  function isDeclared(name: string, file: FileFacts): boolean {
    return file.variables.some((variable) => variable.name === name);
  }

  function pointedTo(view: FunctionView, pointer: ExpressionId, given: ReadonlyMap<number, readonly BpfMap[]>, steps = 0): readonly BpfMap[] {
    if (steps > MAX_STEPS) return [];
    const again = (id: ExpressionId): readonly BpfMap[] => pointedTo(view, id, given, steps + 1);
    const id = view.strip(pointer);
    switch (view.kind(id)) {
      case Expr.Address: case Expr.Index: return again(view.a(id));
      case Expr.Global: {
        const map = find(view.text(view.a(id)), view.file);
        return map ? [map] : [];
      }
      case Expr.Conditional: return [...again(view.b(id)), ...again(view.c(id))];
      case Expr.Local: {
        const local = view.a(id);
        if (local < view.facts.parameters) return given.get(local) ?? [];
        return view.definitions(local).flatMap((value) => (value === id ? [] : again(value))).slice(0, MAX_STEPS);
      }
      case Expr.Call: {
        const outer = LOOKUP.test(view.calleeName(id)) ? view.argument(id, 0) : undefined;
        return outer === undefined ? [] : again(outer).flatMap((map) => (map.inner ? [map.inner] : []));
      }
      default: return [];
    }
  }

  function holding(view: FunctionView, pointer: ExpressionId, given: ReadonlyMap<number, readonly BpfMap[]>, steps = 0): readonly BpfMap[] {
    if (steps > MAX_STEPS) return [];
    const id = view.strip(pointer);
    switch (view.kind(id)) {
      case Expr.Address: case Expr.Member: case Expr.Deref: case Expr.Index: return holding(view, view.a(id), given, steps + 1);
      case Expr.Local: return view.a(id) < view.facts.parameters ? [] : view.definitions(view.a(id)).flatMap((value) => (value === id ? [] : holding(view, value, given, steps + 1)));
      case Expr.Call: {
        const map = LOOKUP.test(view.calleeName(id)) ? view.argument(id, 0) : undefined;
        return map === undefined ? [] : pointedTo(view, map, given);
      }
      default: return [];
    }
  }

  const methodKeys = (list: readonly BpfMap[]): Map<string, string> => new Map(list.flatMap((map) => (map.hasMethods ? [[`${map.file.path}|${map.name}|${map.type}`, askedName(map.name)] as const] : [])));

  function methodsFrom(former: BpfMaps): readonly string[] {
    const [now, before] = [methodKeys(maps), methodKeys(former.maps)];
    return [...now, ...before].flatMap(([key, name]) => (now.has(key) === before.has(key) ? [] : [name]));
  }

  return { maps, isBccFile: (file) => [...(byFile.get(file)?.values() ?? [])].some((map) => map.hasMethods), methodsFrom, find, pointedTo, holding };
}

function askedName(map: string): string {
  return `map ${map}`;
}

const withMacro = new WeakMap<FileFacts, boolean>();

function hasMacro(file: FileFacts): boolean {
  let known = withMacro.get(file);
  if (known === undefined) withMacro.set(file, (known = callsMacro(file)));
  return known;
}

/** Without making a view of each file of a kernel. */
function callsMacro(file: FileFacts): boolean {
  const scope = file.functions.find(({ form }) => form === 'file');
  if (!scope) return false;
  const expression = (id: number, field: number): number => file.expressions[(scope.expressions + id) * EXPR_SIZE + field];
  for (let at = scope.code; at < scope.code + scope.codeLength; at++) {
    if (file.code[at * OP_SIZE] !== Op.Call) continue;
    const callee = expression(file.code[at * OP_SIZE + 1], 1);
    if (expression(callee, 0) === Expr.Global && macros.has(file.strings[expression(callee, 1)])) return true;
  }
  return false;
}

/** `BPF_HASH(counts, u32, u64);` at file scope. */
function macroMaps(view: FunctionView): BpfMap[] {
  const found: BpfMap[] = [];
  for (let at = 0; at < view.facts.codeLength; at++) {
    const [op, call] = view.operation(at);
    const row = op === Op.Call ? macros.get(view.calleeName(call)) : undefined;
    const name = row && view.argument(call, row.name);
    if (!row || name === undefined || view.kind(name) !== Expr.Global) continue;
    found.push({ name: view.text(view.a(name)), type: macroType(view, call, row), file: view.file, line: view.site(at).line, value: '', hasMethods: true });
  }
  return found;
}

function macroType(view: FunctionView, call: ExpressionId, row: BpfMapMacroRow): string {
  const said = typeof row.type === 'number' ? view.argument(call, row.type) : undefined;
  const type = typeof row.type === 'string' ? row.type : said !== undefined && view.kind(said) === Expr.Text ? bccTableTypes[view.text(view.a(said)).replaceAll('"', '')] ?? '' : '';
  if (type !== 'HISTOGRAM') return type;
  const key = row.key === undefined ? undefined : view.argument(call, row.key);
  return key === undefined || view.show(key) === 'int' ? 'ARRAY' : 'HASH';
}
