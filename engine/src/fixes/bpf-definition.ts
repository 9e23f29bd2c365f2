/** The text of a map's definition, `struct { … } name SEC(".maps");`, alone in its declaration. */

import type { BpfMap } from '../program/bpf-maps.ts';
import type { FixRequest } from './types.ts';
import type { BpfUse } from '../analysis/bpf-uses.ts';
import type { FunctionText } from './function-text.ts';

export interface MapDefinition {
  /** Text of the file that it stands in. */
  readonly text: FunctionText;
  /** Offsets of its `struct` and behind its semicolon. */
  readonly start: number;
  readonly end: number;
  readonly copy: string;
  readonly declarator: RegExp;
}

export function definitionOf(text: FunctionText, map: BpfMap): MapDefinition | undefined {
  const declarator = new RegExp(`\\}\\s*${map.name}\\s+(SEC|__section)\\s*\\(\\s*"\\.maps"\\s*\\)\\s*;`);
  const found = declarator.exec(text.text);
  const start = found ? beginning(text.text, found.index) : -1;
  if (!found || start === -1) return undefined;
  const end = found.index + found[0].length;
  return { text, start, end, copy: text.text.slice(start, end), declarator };
}

/** Offset of the `struct` whose body ends with the brace at `close`. */
function beginning(text: string, close: number): number {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (text[i] === '}') depth++;
    else if (text[i] === '{' && --depth === 0) return /struct\s*$/.exec(text.slice(0, i))?.index ?? -1;
  }
  return -1;
}

/** The use of a map that a finding stands on. */
export function useOf({ analysis, finding, function: id, operation }: FixRequest): BpfUse | undefined {
  return analysis.bpfUses.all.find((use) => use.function === id && use.operation === operation && use.map.name === finding.lockClass);
}

/** Whether the file has the name already. */
export function isTaken(text: FunctionText, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text.text);
}
