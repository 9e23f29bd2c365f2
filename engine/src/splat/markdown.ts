/** An explained report as a page for an editor's preview. */

import type { SplatMatch } from './match.ts';
import { contextText } from './suspects.ts';
import type { Frame, Stack } from './types.ts';

export function splatMarkdown(matches: readonly SplatMatch[]): string {
  return matches.map(page).join('\n---\n\n');
}

function page(match: SplatMatch): string {
  const { splat, verdict, rules, advice, findings } = match;
  const lines = [
    `## ${escaped(splat.headline)}`, '',
    escaped(verdict), '',
    `**What to do:** ${escaped(advice)}`, '',
    `**Rule:** ${rules.length ? rules.map((rule) => `\`${rule}\``).join(', ') : 'lockctx has none for this'}`, '',
    ...(findings.length ? ['**Findings in the source:**', '', ...findings.map((f) => `- \`${f.rule}\` at \`${f.location.file}:${f.location.line}\`: ${escaped(f.message)} (fingerprint \`${f.fingerprint}\`)`), ''] : []),
    ...(splat.scenario.length ? ['```', ...splat.scenario, '```', ''] : []),
    ...splat.stacks.filter(({ role }) => role !== 'masked').flatMap((stack) => stackLines(stack, match)),
  ];
  return `${lines.join('\n')}\n`;
}

function stackLines(stack: Stack, { places }: SplatMatch): string[] {
  return [`### ${escaped(stack.title || 'Stack')}${stack.lockClass ? ` (${code(stack.lockClass)})` : ''}`, '', '| context | function | defined at |', '| --- | --- | --- |', ...stack.frames.map((frame) => frameLine(frame, places)), ''];
}

function frameLine(frame: Frame, places: SplatMatch['places']): string {
  const at = Object.hasOwn(places, frame.function) ? places[frame.function].map(({ file, line }) => `${file}:${line}`).join(', ') : '';
  return `| ${contextText(frame.context)} | ${frame.isGuess ? '? ' : ''}${code(frame.function)}${frame.module ? ` [${frame.module}]` : ''} | ${escaped(at)} |`;
}

/** What a log says is shown as text, never as markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]#|~]/g, '\\$&').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function code(text: string): string {
  return `\`${text.replace(/[`|\n]/g, "'")}\``;
}
