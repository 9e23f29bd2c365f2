/** Files of the repository that are made from records in the code; `npm run generate` writes them, a test holds them to it. */

import { rules } from '../../engine/src/rules/index.ts';
import { rulePage } from './cli/explain.ts';
import { configShape } from './node/config-schema.ts';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export function generatedFiles(): GeneratedFile[] {
  return [
    { path: 'server/lockctx.schema.json', text: `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'lockctx.json', ...configShape }, undefined, 2)}\n` },
    { path: 'docs/rules/README.md', text: indexPage() },
    ...rules.map((rule) => ({ path: `docs/rules/${rule.name}.md`, text: rulePage(rule) })),
  ];
}

function indexPage(): string {
  const rows = rules.map(({ name, level, summary }) => `| [${name}](${name}.md) | ${level} | ${summary} |`);
  return ['# Rules', '', 'Generated from the rules themselves by `npm run generate`.', '', '| rule | level | |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
