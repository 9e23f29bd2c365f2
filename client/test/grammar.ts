/** The grammars as the editor runs them: vscode-textmate over vscode-oniguruma. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const contributions: readonly Contribution[] = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).contributes.grammars;

/** Comments and strings of C, which decide where an injection applies; the editor's own grammar has much more. */
const smallC = {
  scopeName: 'source.c',
  patterns: [
    { begin: '/\\*', end: '\\*/', name: 'comment.block.c' },
    { begin: '//', end: '$', name: 'comment.line.double-slash.c' },
    { begin: '"', end: '"', name: 'string.quoted.double.c' },
  ],
};

const ready = oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')));
const registry = new textmate.Registry({
  onigLib: ready.then(() => ({ createOnigScanner: (sources) => new oniguruma.OnigScanner(sources), createOnigString: (text) => new oniguruma.OnigString(text) })),
  loadGrammar: async (scopeName) => {
    const path = contributions.find((row) => row.scopeName === scopeName)?.path;
    return textmate.parseRawGrammar(path ? readFileSync(root + path, 'utf8') : JSON.stringify(smallC), 'grammar.json');
  },
  getInjections: (scopeName) => contributions.filter(({ injectTo }) => injectTo?.includes(scopeName)).map((row) => row.scopeName),
});

export interface Token {
  readonly text: string;
  /** Innermost scope. */
  readonly scope: string;
}

/** Tokens of the lines that have a scope of their own. */
export async function tokensOf(scopeName: 'source.c' | 'text.kernel-splat', text: string): Promise<Token[]> {
  const grammar: IGrammar | null = await registry.loadGrammar(scopeName);
  const tokens: Token[] = [];
  let stack = textmate.INITIAL;
  for (const line of text.split('\n')) {
    const result = grammar!.tokenizeLine(line, stack);
    for (const { startIndex, endIndex, scopes } of result.tokens) if (scopes.length > 1) tokens.push({ text: line.slice(startIndex, endIndex), scope: scopes[scopes.length - 1] });
    stack = result.ruleStack;
  }
  return tokens;
}
