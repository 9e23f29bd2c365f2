/** An explained kernel report as text: verdict and advice first, then the finding of the source, the locks, and every stack with its contexts. */

import type { Finding, Location } from '../../../engine/src/rules/types.ts';
import type { Frame, SplatMatch, Stack } from '../../../engine/src/splat/index.ts';
import { place } from './formats/proof.ts';
import { printable, type Palette } from './formats/terminal.ts';

export interface SplatTextOptions {
  /** Name of the log, as given. */
  readonly log: string;
  /** What was read, as paths for another command; none: the log stands alone. */
  readonly paths: readonly string[];
  readonly colours: Palette;
}

export function splatText(match: SplatMatch, { log, paths, colours }: SplatTextOptions): string {
  const { splat, verdict, rules, advice, findings } = match;
  const { bold, cyan, dim, green } = colours;
  const where = `${log === '-' ? 'standard input' : log}:${splat.line}`;
  const lines = [
    `${cyan(printable(where))}  ${bold(printable(splat.headline))}${splat.times > 1 ? `  (${splat.times} times)` : ''}`,
    `  ${dim(printable(aboutText(match)))}`,
    '',
    `  ${bold('what')}: ${printable(verdict)}`,
    `  ${bold('fix')}: ${printable(advice)}`,
    `  ${bold('rule')}: ${rules.length ? rules.join(', ') : 'none of lockctx is about this'}`,
    ...findings.flatMap((finding) => findingLines(finding, paths, colours)),
    ...(paths.length && !findings.length ? [`  ${bold('source')}: no finding in it is about these functions and locks`] : []),
    ...lockLines(match, colours),
    ...(splat.scenario.length ? ['', ...splat.scenario.map((line) => `    ${green(printable(line))}`)] : []),
    ...splat.stacks.filter(({ role }) => role !== 'masked').flatMap((stack) => stackLines(stack, match, colours)),
  ];
  return `${lines.join('\n')}\n\n`;
}

function aboutText({ splat: { task, cpu, kernel, details, irqs, context } }: SplatMatch): string {
  return [
    ...(task ? [`task ${task.comm}${task.pid === undefined ? '' : `/${task.pid}`}`] : []),
    ...(cpu === undefined ? [] : [`CPU${cpu}`]),
    ...(context ? [`${context}${irqs ? `, hardirqs ${irqs}` : ''}`] : []),
    ...(kernel ? [`kernel ${kernel}`] : []),
    ...(details.stuckFor ? [`for ${details.stuckFor}`] : []),
    ...(details.workqueue ? [`workqueue ${details.workqueue}`] : []),
  ].join('; ');
}

function findingLines({ rule, severity, message, fingerprint, location, fixes }: Finding, paths: readonly string[], { bold, cyan }: Palette): string[] {
  return [
    `  ${bold('source')}: ${severity}[${rule}] ${cyan(printable(place(location)))}: ${printable(message)}`,
    ...(fixes.length ? [`    quick fix: ${printable(fixes[0].title)}`] : []),
    `    replay it: lockctx simulate ${fingerprint} ${paths.map(printable).join(' ')}`,
  ];
}

function lockLines({ splat: { locks, held } }: SplatMatch, { bold }: Palette): string[] {
  const named = locks.map(({ role, lockClass, usage, at }) => `    ${role.padEnd(8)}  ${lockClass}${usage ? ` {${usage}}` : ''}${at ? `, at ${at.function}()` : ''}`);
  const others = held.flatMap(({ task, locks: list }) => list.map(({ lockClass, usage, at }) => `    held by ${task}: ${lockClass}${usage ? ` {${usage}}` : ''}${at ? `, at ${at.function}()` : ''}`));
  const all = [...named, ...others].map(printable);
  return all.length ? ['', `  ${bold('locks')}`, ...all] : [];
}

function stackLines({ title, usage, lockClass, frames }: Stack, { places }: SplatMatch, { bold, cyan, dim }: Palette): string[] {
  const about = [lockClass !== undefined && !title.includes(lockClass) ? lockClass : '', usage !== undefined && !title.includes(usage) ? `{${usage}}` : ''].filter(Boolean).join(' ');
  const width = Math.max(...frames.map((frame) => frameText(frame).length));
  return [
    '', `  ${bold(printable(title || 'stack'))}${about ? ` (${printable(about)})` : ''}`,
    ...frames.map((frame, i) => {
      const context = i === 0 || frames[i - 1].context !== frame.context ? frame.context : '';
      const at = Object.hasOwn(places, frame.function) ? places[frame.function] : [];
      const text = `    ${context.padEnd(8)} ${frameText(frame).padEnd(width)}  ${cyan(printable(placeText(frame, at)))}`.trimEnd();
      return frame.isGuess ? dim(text) : text;
    }),
  ];
}

function frameText({ function: name, module, isGuess }: Frame): string {
  return printable(`${isGuess ? '? ' : ''}${name}${module ? ` [${module}]` : ''}`);
}

/** The line of the call where the log was decoded, else those of the definition. */
function placeText({ file, line }: Frame, definitions: readonly Location[]): string {
  return definitions.length ? definitions.map(place).join(', ') : file === undefined ? '' : `${file}:${line}`;
}
