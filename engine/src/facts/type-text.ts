/** Types as the facts spell them: name, `*` per pointer, `[]`, `()`. */

import type { StructBody, TypeName } from '../syntax/ast.ts';
import type { Pool } from './pool.ts';
import type { StructFacts } from './types.ts';

export function typeText(type: TypeName, inlineName = ''): string {
  const name = type.body ? inlineName || type.name : type.name;
  return name + '*'.repeat(type.pointers) + (type.array ? '[]' : '') + (type.callable ? '()' : '');
}

/** A struct and the named inline structs inside it; members of anonymous ones belong to the outer struct. */
export function structFacts(pool: Pool, name: string, body: StructBody): StructFacts[] {
  const members: number[] = [];
  const inner: StructFacts[] = [];
  const collect = (from: StructBody): void => {
    for (const member of from.members) {
      if (member.type.body && member.name === '') {
        collect(member.type.body);
        continue;
      }
      const tag = member.type.name || `${name}.${member.name}`;
      if (member.type.body) inner.push(...structFacts(pool, tag, member.type.body));
      members.push(pool.intern(member.name), pool.intern(typeText(member.type, tag)));
    }
  };
  collect(body);
  return [{ name, members }, ...inner];
}
