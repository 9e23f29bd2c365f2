/** All functions of the program, and what a function name means in a file. */

import { Expr, EXPR_SIZE, Op, OP_SIZE, type FileFacts, type FunctionFacts } from '../facts/types.ts';
import { architectureOf, areOfTwoArchitectures } from '../source/architecture.ts';
import { folderOf } from '../source/folder-of.ts';
import type { Asked } from './asked.ts';
import { nearness } from './name-table.ts';
import type { FunctionId, ProgramFunction } from './types.ts';

/** Functions by id. Iterating gives those that exist, in order of path and place: after an edit ids say nothing about order. */
export interface FunctionList extends Iterable<ProgramFunction> {
  readonly [id: FunctionId]: ProgramFunction;
  /** One more than the highest id. */
  readonly length: number;
}

export interface FunctionTable {
  readonly functions: FunctionList;
  resolve(name: string, file: FileFacts): readonly FunctionId[];
  /** Order of path and place; negative: `a` comes first. */
  compare(a: FunctionId, b: FunctionId): number;
  /** Its definition was there once. */
  isGone(id: FunctionId): boolean;
  /** More functions are gone than there are: time to number them anew. */
  readonly isWorn: boolean;
  ofFile(path: string): readonly FunctionId[];
  /** File-scope code of a file. */
  fileScopeOf(path: string): FunctionId | undefined;
  /** Puts a file's new facts, or none, in place of what it had. Functions keep their ids by name, in the order of their definitions. */
  replace(path: string, facts: FileFacts | undefined): void;
}

interface Scope {
  readonly ids: readonly FunctionId[];
  readonly own: ReadonlyMap<string, FunctionId[]>;
  readonly folder: string;
  /** See `architectureOf`. */
  readonly architecture: string;
}

/** More definitions than this under one name are per-architecture or per-driver variants; the nearest ones are kept. */
const MAX_VARIANTS = 4;
/** Nearness of a definition that shares three folders with its use, and what one folder less costs: see `nearness`. */
const OWN_TREE = 30;
const SAME_FOLDER = 10;

export function createFunctionTable(files: readonly FileFacts[], asked: Asked): FunctionTable {
  const functions: ProgramFunction[] = [];
  const byPath = new Map<string, Scope>();
  let lastFile: FileFacts | undefined;
  let lastScope: Scope | undefined;
  const external = new Map<string, FunctionId[]>();
  /** Functions that only their file, and what it is included in, can name. */
  const internal = new Map<string, FunctionId[]>();
  /** By name, then by folder. */
  const answers = new Map<string, Map<string, readonly FunctionId[]>>();
  const gone = new Set<FunctionId>();
  let sorted: readonly string[] | undefined;
  let ordered: ProgramFunction[] | undefined;
  for (const file of files) add(file, new Map());

  function add(file: FileFacts, former: ReadonlyMap<string, FunctionId[]>): void {
    const ids: FunctionId[] = [];
    const own = new Map<string, FunctionId[]>();
    if (!byPath.has(file.path)) sorted = undefined;
    byPath.set(file.path, { ids, own, folder: folderOf(file.path), architecture: architectureOf(file.path) });
    file.functions.forEach((facts, position) => {
      const name = file.strings[facts.name];
      const id = former.get(name)?.shift() ?? functions.length;
      functions[id] = { id, file, facts, name, position };
      ids.push(id);
      if (facts.form === 'file') return;
      const alone = [id];
      push(own, name, id, alone);
      push(homeOf(functions[id]), name, id, alone);
    });
    for (const [name, alternatives] of own) if (alternatives.length > 1) own.set(name, withoutStubs(alternatives));
  }

  function remove(path: string): Map<string, FunctionId[]> {
    const former = new Map<string, FunctionId[]>();
    for (const id of byPath.get(path)?.ids ?? []) {
      const { name, facts } = functions[id];
      push(former, name, id, [id]);
      if (facts.form === 'file') continue;
      const home = homeOf(functions[id]);
      const left = home.get(name)!.filter((other) => other !== id);
      if (left.length) home.set(name, left);
      else home.delete(name);
      answers.delete(name);
    }
    return former;
  }

  function homeOf({ facts, file: { path } }: ProgramFunction): Map<string, FunctionId[]> {
    const isExternal = (!facts.static && facts.form !== 'macro') || path.endsWith('.h');
    return isExternal ? external : internal;
  }

  function resolve(name: string, file: FileFacts): readonly FunctionId[] {
    asked.note(name);
    const scope = scopeOf(file);
    const own = scope?.own.get(name);
    if (own && !isReplaced(own[0], name)) return own;
    const all = external.get(name);
    if (all?.length === 1) return isBuiltWith(all[0], scope) ? all : none;
    const others = all ? none : internal.get(name);
    if (!others) return none;
    const folder = scope?.folder ?? folderOf(file.path);
    let known = answers.get(name);
    if (!known) answers.set(name, (known = new Map()));
    let answer = known.get(folder);
    if (!answer) known.set(folder, (answer = all ? nearest(all.filter((id) => isBuiltWith(id, scope)), file) : first(others.filter((id) => byPath.get(functions[id].file.path)?.folder === folder))));
    return answer;
  }

  /** Not for another architecture than the one whose code asks. */
  function isBuiltWith(id: FunctionId, scope: Scope | undefined): boolean {
    return !scope || scope.architecture === '' || !areOfTwoArchitectures(scope.architecture, byPath.get(functions[id].file.path)!.architecture);
  }

  /** A weak definition gives way to any other. */
  function isReplaced(id: FunctionId, name: string): boolean {
    return isWeak(id) && external.get(name)?.some((other) => !isWeak(other)) === true;
  }

  function isWeak(id: FunctionId): boolean {
    const { attributes } = functions[id].facts;
    return attributes.length > 0 && attributes.includes('__weak');
  }

  /** One file's names are asked for together. */
  function scopeOf(file: FileFacts): Scope | undefined {
    if (file !== lastFile) [lastFile, lastScope] = [file, byPath.get(file.path)];
    return lastScope;
  }

  /** Stubs for a configuration that is off say nothing where another variant does something. */
  function withoutStubs(ids: readonly FunctionId[]): FunctionId[] {
    const real = ids.filter((id) => !isStub(functions[id].facts, functions[id].file));
    return real.length ? real : [...ids];
  }

  function nearest(ids: readonly FunctionId[], file: FileFacts): readonly FunctionId[] {
    if (ids.length === 0) return none;
    const strong = ids.filter((id) => !isWeak(id));
    const ranked = withoutStubs(strong.length ? strong : ids).map((id) => ({ id, score: nearness(functions[id].file.path, file.path) }));
    ranked.sort((x, y) => y.score - x.score || compare(x.id, y.id));
    // Where a driver or file system has its own, another one's function of the same name is not meant.
    const folder = folderOf(file.path);
    const beside = ranked.filter(({ id }) => folderOf(functions[id].file.path) === folder);
    const least = ranked[0].score >= OWN_TREE ? ranked[0].score - SAME_FOLDER : 0;
    return (beside.length ? beside : ranked).filter(({ score }) => score > least).slice(0, MAX_VARIANTS).map((entry) => entry.id);
  }

  function first(ids: readonly FunctionId[]): readonly FunctionId[] {
    if (ids.length === 0) return none;
    return ids.length > 1 ? [ids.reduce((best, id) => (compare(id, best) < 0 ? id : best))] : ids;
  }

  function compare(a: FunctionId, b: FunctionId): number {
    const x = functions[a];
    const y = functions[b];
    if (x.file.path === y.file.path) return x.position - y.position;
    return x.file.path < y.file.path ? -1 : 1;
  }

  function inOrder(): IterableIterator<ProgramFunction> {
    sorted ??= [...byPath.keys()].sort();
    ordered ??= sorted.flatMap((path) => byPath.get(path)!.ids.map((id) => functions[id]));
    return ordered.values();
  }

  Object.defineProperty(functions, Symbol.iterator, { value: inOrder });
  return {
    functions,
    resolve,
    compare,
    isGone: (id) => gone.has(id),
    get isWorn() {
      return gone.size > functions.length / 2;
    },
    ofFile: (path) => byPath.get(path)?.ids ?? [],
    fileScopeOf: (path) => byPath.get(path)?.ids.find((id) => functions[id].facts.form === 'file'),
    replace(path, facts) {
      ordered = lastFile = undefined;
      const former = remove(path);
      if (facts) for (const { name } of facts.functions) answers.delete(facts.strings[name]);
      if (facts) add(facts, former);
      else if (byPath.delete(path)) sorted = undefined;
      for (const ids of former.values()) for (const id of ids) gone.add(id);
    },
  };
}

const none: readonly FunctionId[] = [];

/** A list of one may stand in several maps: it is `alone`, and never changes. */
function push(map: Map<string, FunctionId[]>, name: string, id: FunctionId, alone: FunctionId[]): void {
  const list = map.get(name);
  if (!list) map.set(name, alone);
  else if (list.length === 1) map.set(name, [list[0], id]);
  else list.push(id);
}

/** Nothing but `return 0;`, or `return ERR_PTR(-ENODEV);`. */
export function isStub(facts: FunctionFacts, { code, expressions, strings }: FileFacts): boolean {
  if (facts.codeLength <= 1) return true;
  if (facts.codeLength > MAX_STUB || facts.form !== 'function') return false;
  for (let at = facts.code; at < facts.code + facts.codeLength; at++) {
    const op: Op = code[at * OP_SIZE];
    if ((op !== Op.Return && op !== Op.Call) || !isConstant(code[at * OP_SIZE + 1])) return false;
  }
  return true;

  function isConstant(id: number): boolean {
    if (id === -1) return true;
    const [kind, a] = [expressions[(facts.expressions + id) * EXPR_SIZE] as Expr, expressions[(facts.expressions + id) * EXPR_SIZE + 1]];
    if (kind === Expr.Cast) return isConstant(a);
    if (kind !== Expr.Call) return kind === Expr.Number || kind === Expr.Global;
    const callee = (facts.expressions + a) * EXPR_SIZE;
    return expressions[callee] === Expr.Global && strings[expressions[callee + 1]] === 'ERR_PTR';
  }
}

/** Operations: of a call, and of a return besides the one at the end. */
const MAX_STUB = 3;
