/** Edits as people make them, drawn at random: the same seed gives the same edits. Texts need not stay sensible. */

export interface Chance {
  /** 0 to `bound` - 1. */
  below(bound: number): number;
  pick<T>(list: readonly T[]): T;
}

/** mulberry32. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  return { below, pick: (list) => list[below(list.length)] };
}

export type EditKind = 'comment' | 'rename local' | 'lock flavour' | 'call added' | 'function deleted' | 'ops entry' | 'field renamed' | 'header' | 'linkage' | 'function copied' | 'line deleted';

export const editKinds: readonly EditKind[] = ['comment', 'rename local', 'lock flavour', 'call added', 'function deleted', 'ops entry', 'field renamed', 'header', 'linkage', 'function copied', 'line deleted'];

/** Text by path. */
export type Texts = ReadonlyMap<string, string>;

export interface EditedFile {
  readonly path: string;
  readonly text: string;
}

/** Undefined where this kind of edit finds nothing to change. `paths`: files that may be edited. */
export function randomEdit(kind: EditKind, texts: Texts, paths: readonly string[], chance: Chance): EditedFile | undefined {
  const wanted = kind === 'header' ? paths.filter((path) => path.endsWith('.h')) : paths;
  if (wanted.length === 0) return undefined;
  const path = chance.pick(wanted);
  const text = texts.get(path)!;
  const edited = edits[kind](text, chance, texts);
  return edited === undefined || edited === text ? undefined : { path, text: edited };
}

type Edit = (text: string, chance: Chance, texts: Texts) => string | undefined;

const edits: Readonly<Record<EditKind, Edit>> = {
  comment: (text, chance) => insertLine(text, chance, '/* looked at again */'),
  'rename local': (text, chance) => inFunction(text, chance, (body) => {
    const names = [...body.matchAll(/[\s*]([a-z]\w{0,20})(?=\s*(?:=[^=]|;|,))/g)].map(([, name]) => name);
    return names.length ? renamed(body, chance.pick(names)) : undefined;
  }),
  'lock flavour': (text, chance) => replaceOne(text, chance, /\b(spin|read|write)_(un)?lock(_irqsave|_irqrestore|_irq|_bh)?\(/g, (_, kind: string, un = '') => `${kind}_${un}lock${chance.pick(['', '_irq', '_bh'])}(`),
  'call added': (text, chance, texts) => {
    const callee = chance.pick(functionsIn(texts.get(chance.pick([...texts.keys()]))!).concat({ name: 'msleep', start: 0, end: 0 })).name;
    return inFunction(text, chance, (body) => replaceOne(body, chance, /;\n/g, () => `;\n\t${callee}(${chance.pick(['', '0', 'NULL, 1', 'dev'])});\n`));
  },
  'function deleted': (text, chance) => {
    const [fn] = [functionsIn(text)].filter((all) => all.length).map(chance.pick);
    return fn && text.slice(0, fn.start) + text.slice(fn.end);
  },
  'ops entry': (text, chance, texts) => {
    const other = functionsIn(texts.get(chance.pick([...texts.keys()]))!);
    return replaceOne(text, chance, /^\s*\.(\w+)\s*=\s*(\w+),?$/gm, (line, member: string, value: string) => (other.length && chance.below(3) ? line.replace(value, chance.pick(other).name) : ''));
  },
  'field renamed': (text, chance) => {
    const fields = [...text.matchAll(/^struct \w+ \{\n([\s\S]*?)^\}/gm)].flatMap(([, members]) => [...members.matchAll(/(\w+)(?:\[[^\]]*\])?;/g)].map(([, name]) => name));
    if (fields.length === 0) return undefined;
    const field = chance.pick(fields);
    return chance.below(2) ? renamed(text, field) : replaceOne(text, chance, new RegExp(`\\b${field}\\b`, 'g'), () => `${field}_2`);
  },
  header: (text, chance) => `${text}\n${chance.pick(['#define WAIT_HERE(x) msleep(x)\n', 'static inline void added_here(spinlock_t *lock)\n{\n\tspin_lock(lock);\n}\n', 'struct added_here {\n\tspinlock_t lock;\n};\n', '#define READY 1\n', 'extern spinlock_t added_lock;\n', 'typedef unsigned int added_t;\n'])}`,
  linkage: (text, chance) => replaceOne(text, chance, /^(static )?(?:int|void|bool|irqreturn_t) \w+\(/gm, (line, isStatic?: string) => (isStatic ? line.slice(isStatic.length) : `static ${line}`)),
  'function copied': (text, chance, texts) => {
    const source = texts.get(chance.pick([...texts.keys()]))!;
    const [fn] = [functionsIn(source)].filter((all) => all.length).map(chance.pick);
    return fn && `${text}\n${source.slice(fn.start, fn.end)}`;
  },
  'line deleted': (text, chance) => replaceOne(text, chance, /^.*\n/gm, () => ''),
};

interface FunctionText {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function functionsIn(text: string): FunctionText[] {
  return [...text.matchAll(/^[a-z][^\n;{}=]*?\b(\w+)\([^;{}]*\)\n\{\n[\s\S]*?^\}\n/gm)].map((match) => ({ name: match[1], start: match.index, end: match.index + match[0].length }));
}

function inFunction(text: string, chance: Chance, change: (body: string) => string | undefined): string | undefined {
  const all = functionsIn(text);
  if (all.length === 0) return undefined;
  const { start, end } = chance.pick(all);
  const changed = change(text.slice(start, end));
  return changed === undefined ? undefined : text.slice(0, start) + changed + text.slice(end);
}

function insertLine(text: string, chance: Chance, line: string): string | undefined {
  return replaceOne(text, chance, /[;{}]\n/g, (end) => `${end}${line}\n`);
}

function renamed(text: string, name: string): string {
  return text.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}_2`);
}

function replaceOne(text: string, chance: Chance, pattern: RegExp, replacement: (...match: string[]) => string): string | undefined {
  const all = [...text.matchAll(pattern)];
  if (all.length === 0) return undefined;
  const match = chance.pick(all);
  return text.slice(0, match.index) + replacement(...match) + text.slice(match.index + match[0].length);
}
