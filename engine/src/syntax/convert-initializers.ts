/** `{ .a = x, [1] = y, z }` → AST. */

import type { Expression, InitializerEntry } from './ast.ts';
import { convertExpression, missing } from './convert-expressions.ts';
import { down, end, next, start, up, type Converter } from './converter.ts';

export function convertInitializer(c: Converter): Expression {
  const from = start(c);
  const to = end(c);
  const entries: InitializerEntry[] = [];
  if (down(c)) {
    while (next(c)) {
      const name = c.cursor.nodeType;
      if (name === ',' || name === '}') continue;
      if (name === 'initializer_pair') entries.push(initializerPair(c));
      else entries.push({ designators: [], value: convertExpression(c) });
    }
    up(c);
  }
  return { kind: 'initializer', entries, start: from, end: to };
}

function initializerPair(c: Converter): InitializerEntry {
  const designators: string[] = [];
  let value: Expression = missing(start(c));
  if (!down(c)) return { designators, value };
  do {
    switch (c.cursor.nodeType) {
      case 'field_designator': designators.push(c.source.slice(start(c) + 1, end(c)).trim()); break;
      case 'field_identifier': designators.push(c.source.slice(start(c), end(c))); break;
      case 'subscript_designator': case 'subscript_range_designator': designators.push('[]'); break;
      case '=': case ':': break;
      default: value = convertExpression(c);
    }
  } while (next(c));
  up(c);
  return { designators, value };
}
