/** Structs, typedefs and variables of the whole program, and the embedding relation between structs. */

import type { FileFacts } from '../facts/types.ts';
import { folderOf } from '../source/folder-of.ts';
import type { Asked } from './asked.ts';
import { createNameTable, nearestTo } from './name-table.ts';
import { noMembers, StructMembers } from './struct-members.ts';
import type { ScopedType, StructDefinition } from './types.ts';

export interface TypeTable {
  /** The struct that a type text names, through typedefs; undefined for scalars, unknown names and pointers. */
  structOf(type: ScopedType): StructDefinition | undefined;
  /** Stands in for a struct whose definition was not read, so that its members can still be told apart by name. */
  unread(type: ScopedType): StructDefinition | undefined;
  /** Type of a member; positional names `#n` count members in order. */
  member(struct: StructDefinition, name: string): ScopedType | undefined;
  /** `home`: the file whose variable it is, where others may have one of that name; undefined where the whole program shares it. */
  variable(name: string, file: FileFacts): (ScopedType & { readonly static: boolean; readonly home: FileFacts | undefined }) | undefined;
  /** Return type of a prototype seen in some header. */
  prototype(name: string, file: FileFacts): ScopedType | undefined;
  /** In how many struct members this struct stands by value. */
  embeddings(struct: StructDefinition): number;
  /** The member by which a driver embeds this struct: the only one in structs of this very file, or else of its folder's headers if the struct itself comes from elsewhere. */
  onlyPlaceIn(struct: StructDefinition, file: FileFacts): Place | undefined;
  /** With typedefs followed: `foo_t*` → `struct foo*`. */
  expand(type: ScopedType): ScopedType;
  /** Puts a file's new facts in place of its old ones; gives the names that may mean something else now, anywhere. After the last of several files comes `recount`. */
  replace(old: FileFacts | undefined, file: FileFacts | undefined): ReadonlySet<string>;
  /** Brings `embeddings` up to date, which takes a look at all files; gives the names of structs that stand in one place no longer, or only now. */
  recount(): ReadonlySet<string>;
}

export interface Place {
  readonly outer: StructDefinition;
  readonly member: string;
}

const MAX_TYPEDEFS = 8;

interface Variable extends ScopedType {
  readonly static: boolean;
  readonly extern: boolean;
}

export function createTypeTable(files: readonly FileFacts[], asked: Asked): TypeTable {
  const structs = createNameTable<StructDefinition>();
  const typedefs = createNameTable<string>();
  const variables = createNameTable<Variable>();
  const prototypes = createNameTable<string>();
  let embedded = new Map<StructDefinition, number>();
  let isCounted = true;
  const definitions = new Map<string, readonly StructDefinition[]>();
  /** By the path of a file or of a folder; null where there are several. */
  const places = new Map<string, ReadonlyMap<StructDefinition, Place | null>>();
  let headers: Map<string, string[]> | undefined;

  for (const file of files) add(file, []);
  labelStructs(new Set([...definitions.values()].flatMap((list) => list.map(({ name }) => name))));
  embedded = countEmbeddings();

  function add(file: FileFacts, former: readonly StructDefinition[]): void {
    const unmet = [...former];
    const own = structsOf(file).map((made) => {
      const at = unmet.findIndex((old) => old.name === made.name && old.members.equals(made.members));
      return at === -1 ? made : Object.assign(unmet.splice(at, 1)[0], { file });
    });
    for (const struct of own) structs.add(struct.name, file, struct);
    if (own.length) definitions.set(file.path, own);
    for (let i = 0; i < file.typedefs.length; i += 2) typedefs.add(file.typedefs[i], file, file.typedefs[i + 1]);
    for (const v of file.variables) variables.add(v.name, file, { text: v.type, static: v.static, extern: v.extern, file });
    for (let i = 0; i < file.prototypes.length; i += 2) prototypes.add(file.prototypes[i], file, file.prototypes[i + 1]);
  }

  /** Another file's static variable is not seen, unless nothing else has the name. */
  function visibleVariable(name: string, file: FileFacts): Variable | undefined {
    const found = variables.find(name, file);
    if (!found?.static || found.file.path === file.path) return found;
    const others = variables.all(name).filter(({ value }) => !value.static);
    return others.length ? nearestTo(file, others) : found;
  }

  function remove(file: FileFacts): readonly StructDefinition[] {
    const former = definitions.get(file.path) ?? [];
    definitions.delete(file.path);
    for (const { name } of former) structs.remove(name, file.path);
    for (let i = 0; i < file.typedefs.length; i += 2) typedefs.remove(file.typedefs[i], file.path);
    for (const v of file.variables) variables.remove(v.name, file.path);
    for (let i = 0; i < file.prototypes.length; i += 2) prototypes.remove(file.prototypes[i], file.path);
    return former;
  }

  /** Names of structs whose label is another one now. */
  function labelStructs(names: ReadonlySet<string>): string[] {
    const changed: string[] = [];
    for (const name of names) {
      const all = structs.all(name);
      for (const { value } of all) {
        const label = all.length === 1 ? name : `${name}[${value.file.path}]`;
        if (value.label === label) continue;
        if (value.label !== '') changed.push(name);
        Object.assign(value, { label });
      }
    }
    return changed;
  }

  function countEmbeddings(): Map<StructDefinition, number> {
    const counts = new Map<StructDefinition, number>();
    for (const own of definitions.values()) for (const outer of own) eachEmbedded(outer, (inner) => counts.set(inner, (counts.get(inner) ?? 0) + 1));
    return counts;
  }

  function onlyPlaceIn(struct: StructDefinition, file: FileFacts): Place | undefined {
    const folder = folderOf(file.path);
    asked.note(placesOf(folder));
    const own = placesAmong(file.path, () => [file.path]).get(struct);
    if (own !== undefined || folderOf(struct.file.path) === folder) return own ?? undefined;
    return placesAmong(folder, () => (headers ??= headersByFolder(definitions.keys())).get(folder) ?? []).get(struct) ?? undefined;
  }

  function placesAmong(key: string, paths: () => readonly string[]): ReadonlyMap<StructDefinition, Place | null> {
    let known = places.get(key);
    if (!known) {
      const found = new Map<StructDefinition, Place | null>();
      for (const path of paths()) for (const outer of definitions.get(path) ?? []) eachEmbedded(outer, (inner, member) => found.set(inner, found.has(inner) ? null : { outer, member }));
      places.set(key, (known = found));
    }
    return known;
  }

  function eachEmbedded({ members, file }: StructDefinition, visit: (inner: StructDefinition, member: string) => void): void {
    for (const [member, text] of members.all()) {
      const inner = text.endsWith('*') || text.endsWith('()') ? undefined : structOf({ text, file });
      if (inner) visit(inner, member);
    }
  }

  function replace(old: FileFacts | undefined, file: FileFacts | undefined): ReadonlySet<string> {
    const changed = new Set<string>();
    const former = old ? remove(old) : [];
    if (file) add(file, former);
    const own = file ? (definitions.get(file.path) ?? []) : [];
    const differing = [...former.filter((s) => !own.includes(s)), ...own.filter((s) => !former.includes(s))];
    for (const { name } of differing) changed.add(name);
    for (const name of differingPairs(old?.typedefs ?? [], file?.typedefs ?? [])) changed.add(name);
    if (changed.size) {
      isCounted = false;
      places.clear();
      headers = undefined;
      changed.add(placesOf(folderOf((file ?? old)!.path)));
    }
    for (const name of differingPairs(old?.prototypes ?? [], file?.prototypes ?? [])) changed.add(name);
    for (const name of differingPairs(variablePairs(old), variablePairs(file))) changed.add(name);
    for (const name of labelStructs(new Set(differing.map(({ name }) => name)))) changed.add(name);
    return changed;
  }

  function recount(): ReadonlySet<string> {
    const changed = new Set<string>();
    if (isCounted) return changed;
    const counts = countEmbeddings();
    for (const struct of new Set([...embedded.keys(), ...counts.keys()])) if (isShared(embedded.get(struct)) !== isShared(counts.get(struct))) changed.add(struct.name);
    embedded = counts;
    isCounted = true;
    return changed;
  }

  function expand(type: ScopedType): ScopedType {
    let { text, file } = type;
    for (let i = 0; i < MAX_TYPEDEFS; i++) {
      const base = /^[^*[(]*/.exec(text)![0];
      if (base === '' || base.includes(' ')) break;
      asked.note(base);
      const target = typedefs.find(base, file);
      if (target === undefined || target === base) break;
      text = target + text.slice(base.length);
    }
    return { text, file };
  }

  function structOf(type: ScopedType): StructDefinition | undefined {
    const base = type.text.replace(/(\[\])+$/, '');
    if (base.endsWith('*') || base.endsWith('()') || base === '') return undefined;
    asked.note(base);
    const direct = structs.find(base, type.file);
    if (direct) return direct;
    const { text } = expand({ text: base, file: type.file });
    asked.note(text);
    return text.endsWith('*') ? undefined : structs.find(text, type.file);
  }

  const standIns = new Map<string, StructDefinition>();

  return {
    structOf,
    expand,
    unread({ text, file }) {
      const name = text.replace(/(\[\])+$/, '');
      if (!/^(struct|union) \w+$/.test(name)) return undefined;
      let standIn = standIns.get(name);
      if (!standIn) standIns.set(name, (standIn = { label: name, name, file, members: noMembers }));
      return standIn;
    },
    member(struct, name) {
      const text = name.startsWith('#') ? struct.members.typeAt(Number(name.slice(1))) : struct.members.get(name);
      return text === undefined ? undefined : { text, file: struct.file };
    },
    variable(name, file) {
      asked.note(name);
      const found = visibleVariable(name, file);
      if (!found || found.static) return found && { ...found, home: found.file };
      // Not linked together, or they would clash: each is the one of its own part of the tree.
      const defined = variables.all(name).filter(({ value }) => !value.static && !value.extern);
      return { ...found, home: defined.length > 1 ? nearestTo(file, defined).file : undefined };
    },
    prototype(name, file) {
      asked.note(name);
      const text = prototypes.find(name, file);
      return text === undefined ? undefined : { text, file };
    },
    embeddings: (struct) => embedded.get(struct) ?? 0,
    onlyPlaceIn,
    replace,
    recount,
  };
}

function structsOf(file: FileFacts): StructDefinition[] {
  return file.structs.flatMap((facts) => {
    if (facts.members.length === 0) return [];
    return [{ label: '', name: facts.name, file, members: new StructMembers(file.strings, facts.members) }];
  });
}

/** No name of C's: what a folder's structs embed. */
function placesOf(folder: string): string {
  return `places:${folder}`;
}

function headersByFolder(paths: Iterable<string>): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const path of paths) {
    if (!path.endsWith('.h')) continue;
    const folder = folderOf(path);
    const known = headers.get(folder);
    if (known) known.push(path);
    else headers.set(folder, [path]);
  }
  return headers;
}

function isShared(count = 0): boolean {
  return count > 1;
}

/** Names and all that is said of them, as pairs. */
function variablePairs(file: FileFacts | undefined): string[] {
  return (file?.variables ?? []).flatMap(({ name, type, static: isStatic, extern: isExtern }) => [name, `${isStatic} ${isExtern} ${type}`]);
}

/** Names that stand with something else, or more or less often, in one list of pairs than in the other. */
function differingPairs(a: readonly string[], b: readonly string[]): string[] {
  const left = gathered(a);
  const right = gathered(b);
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name));
}

function gathered(pairs: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (let i = 0; i < pairs.length; i += 2) texts.set(pairs[i], `${texts.get(pairs[i]) ?? ''}\n${pairs[i + 1]}`);
  return texts;
}
