/** `lockctx explain RULE` and `lockctx rules`: what the rules say about themselves. */

import { fixKinds } from '../../../engine/src/fixes/index.ts';
import { rules } from '../../../engine/src/rules/index.ts';
import type { Rule } from '../../../engine/src/rules/types.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import { didYouMean } from '../node/did-you-mean.ts';

export function explain(name: string): string {
  const rule = rules.find((r) => r.name === name);
  if (!rule) throw new CouldNotRun(`There is no rule ${name}.${didYouMean(name, rules.map((r) => r.name))} \`lockctx rules\` lists them.`);
  return rulePage(rule);
}

/** Markdown; docs/rules/*.md are these pages. */
export function rulePage({ name, summary, level, lockdep, documentation }: Rule): string {
  return [`# ${name}`, '', summary, '', `Level: ${level}.${lockdep ? ` In lockdep's words: ${lockdep}.` : ''}`, '', documentation.trim(), '', ...quickFixes(name), ''].join('\n');
}

/** What editors and `lint --fix` offer; every finding can be silenced besides. */
function quickFixes(rule: string): string[] {
  const kinds = fixKinds.filter(({ rules: answered }) => answered.includes(rule));
  return ['## Quick fixes', ...(kinds.length ? kinds.map(({ summary }) => `- ${summary}`) : ['None but to silence it with a reason: what is right depends on the code around.'])];
}

export function listRules(): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  return rules.map(({ name, level, summary }) => `${name.padEnd(width)}  ${level.padEnd(7)}  ${summary}\n`).join('');
}
