/** The options of the kernel's configuration with which a function is built: `#CONFIG_SMP`, or `#!CONFIG_SMP` for without. */

import type { FunctionFacts } from '../facts/types.ts';
import { settingMark } from './function-view.ts';

export type Option = string;

export function optionsOf({ attributes }: FunctionFacts): readonly Option[] {
  if (attributes.length === 0) return none;
  const options = attributes.filter((attribute) => attribute[0] === '#');
  return options.length ? options : none;
}

const none: readonly Option[] = [];

/** No kernel has both. */
export function areExclusive(a: readonly Option[], b: readonly Option[]): boolean {
  return a.length > 0 && b.length > 0 && a.some((option) => b.includes(oppositeOf(option)));
}

function oppositeOf(option: Option): Option {
  return option[1] === '!' ? `#${option.slice(2)}` : `#!${option.slice(1)}`;
}

/** The key under which code that asks for the option, as `IS_ENABLED(CONFIG_SMP)`, finds it, and what it finds. */
export function settingOf(option: Option): { readonly key: string; readonly value: 'T' | 'F' } {
  return option[1] === '!' ? { key: settingMark + option.slice(2), value: 'F' } : { key: settingMark + option.slice(1), value: 'T' };
}
