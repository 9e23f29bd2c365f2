/** Structs, typedefs and variables of the whole program, and the embedding relation between structs. */

import type { FileFacts } from '../facts/types.ts';
import { createNameTable } from './name-table.ts';
import type { ScopedType, StructDefinition } from './types.ts';

export interface TypeTable {
  /** The struct that a type text names, through typedefs; undefined for scalars, unknown names and pointers. */
  structOf(type: ScopedType): StructDefinition | undefined;
  /** Stands in for a struct whose definition was not read, so that its members can still be told apart by name. */
  unread(type: ScopedType): StructDefinition | undefined;
  /** Type of a member; positional names `#n` count members in order. */
  member(struct: StructDefinition, name: string): ScopedType | undefined;
  variable(name: string, file: FileFacts): (ScopedType & { readonly static: boolean; readonly shared: boolean }) | undefined;
  /** Return type of a prototype seen in some header. */
  prototype(name: string, file: FileFacts): ScopedType | undefined;
  /** In how many struct members this struct stands by value. */
  embeddings(struct: StructDefinition): number;
  /** With typedefs followed: `foo_t*` → `struct foo*`. */
  expand(type: ScopedType): ScopedType;
}

const MAX_TYPEDEFS = 8;

export function createTypeTable(files: readonly FileFacts[]): TypeTable {
  const structs = createNameTable<StructDefinition>();
  const typedefs = createNameTable<string>();
  const variables = createNameTable<{ text: string; static: boolean; file: FileFacts }>();
  const prototypes = createNameTable<string>();
  const embedded = new Map<StructDefinition, number>();

  for (const file of files) {
    for (const facts of file.structs) {
      if (facts.members.length === 0) continue;
      const members = new Map<string, string>();
      for (let i = 0; i < facts.members.length; i += 2) members.set(file.strings[facts.members[i]], file.strings[facts.members[i + 1]]);
      structs.add(facts.name, file, { label: '', name: facts.name, file, members });
    }
    for (let i = 0; i < file.typedefs.length; i += 2) typedefs.add(file.typedefs[i], file, file.typedefs[i + 1]);
    for (const v of file.variables) variables.add(v.name, file, { text: v.type, static: v.static, file });
    for (let i = 0; i < file.prototypes.length; i += 2) prototypes.add(file.prototypes[i], file, file.prototypes[i + 1]);
  }
  labelStructs();
  countEmbeddings();

  function labelStructs(): void {
    const seen = new Set<string>();
    for (const file of files)
      for (const { name } of file.structs) {
        if (seen.has(name)) continue;
        seen.add(name);
        const all = structs.all(name);
        for (const { value } of all) (value as { label: string }).label = all.length === 1 ? name : `${name}[${value.file.path}]`;
      }
  }

  function countEmbeddings(): void {
    const seen = new Set<string>();
    for (const file of files)
      for (const { name } of file.structs) {
        if (seen.has(name)) continue;
        seen.add(name);
        for (const { value } of structs.all(name))
          for (const text of value.members.values()) {
            if (text.endsWith('*') || text.endsWith('()')) continue;
            const inner = structOf({ text, file: value.file });
            if (inner) embedded.set(inner, (embedded.get(inner) ?? 0) + 1);
          }
      }
  }

  function expand(type: ScopedType): ScopedType {
    let { text, file } = type;
    for (let i = 0; i < MAX_TYPEDEFS; i++) {
      const base = /^[^*[(]*/.exec(text)![0];
      if (base === '' || base.includes(' ')) break;
      const target = typedefs.find(base, file);
      if (target === undefined || target === base) break;
      text = target + text.slice(base.length);
    }
    return { text, file };
  }

  function structOf(type: ScopedType): StructDefinition | undefined {
    const base = type.text.replace(/(\[\])+$/, '');
    if (base.endsWith('*') || base.endsWith('()') || base === '') return undefined;
    const direct = structs.find(base, type.file);
    if (direct) return direct;
    const { text } = expand({ text: base, file: type.file });
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
      if (!standIn) standIns.set(name, (standIn = { label: name, name, file, members: new Map() }));
      return standIn;
    },
    member(struct, name) {
      const text = name.startsWith('#') ? [...struct.members.values()][Number(name.slice(1))] : struct.members.get(name);
      return text === undefined ? undefined : { text, file: struct.file };
    },
    variable(name, file) {
      const found = variables.find(name, file);
      return found && { ...found, shared: variables.count(name) > 1 };
    },
    prototype(name, file) {
      const text = prototypes.find(name, file);
      return text === undefined ? undefined : { text, file };
    },
    embeddings: (struct) => embedded.get(struct) ?? 0,
  };
}
