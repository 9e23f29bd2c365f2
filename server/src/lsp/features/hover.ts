/** Hover: who runs a function, what a lock is and who else takes it, what a BPF section means. */

import { MarkupKind, type Hover, type Position } from 'vscode-languageserver';
import type { AcquisitionOutline, BpfOutline, FileOutline, FunctionOutline, LockClassOutline } from '../../../../engine/src/queries/types.ts';
import { locationOf } from '../places.ts';
import { rangeOf } from '../ranges.ts';
import { acquisitionAt, functionAt, isOnName, labelsOf, masksOf } from './words.ts';

const MOST_TAKERS = 6;
const MOST_CONTEXTS = 6;
/** Lines from a `SEC()` to the program's name, at most. */
export const BELOW_SECTION = 2;

export interface HoverQuestion {
  readonly root: string;
  readonly outline: FileOutline;
  readonly position: Position;
  /** The line's text. */
  readonly line: string;
  lockClass(name: string): Promise<LockClassOutline | undefined>;
}

export async function hoverAt({ root, outline, position, line, lockClass }: HoverQuestion): Promise<Hover | undefined> {
  const fn = functionAt(outline, position);
  const acquisition = fn && acquisitionAt(fn, position);
  if (acquisition) {
    const cls = acquisition.lockClass ? await lockClass(acquisition.lockClass) : undefined;
    return hover(lockText(root, acquisition, cls), rangeOf(acquisition.lock));
  }
  if (fn && isOnName(fn, position)) return hover(functionText(root, fn), rangeOf(fn.location));
  const program = /\bSEC\s*\(/.test(line) ? outline.functions.find((f) => f.bpf && f.location.line > position.line && f.location.line <= position.line + 1 + BELOW_SECTION) : undefined;
  return program?.bpf && hover(bpfText(program.bpf), undefined);
}

function hover(value: string, range: Hover['range']): Hover {
  return { contents: { kind: MarkupKind.Markdown, value }, ...(range && { range }) };
}

export function functionText(root: string, { name, contexts, acquisitions, bpf }: FunctionOutline): string {
  const lines = [`**${name}()** ${contexts.length ? `runs in: ${labelsOf(contexts).join(', ')}` : 'has no proved context: nothing that was read registers it, or calls it from a known entry point'}`];
  if (contexts.length) {
    const seen = new Set<string>();
    for (const { label, irqs, bh, witness, tentative } of contexts) {
      if (seen.has(label) || seen.size >= MOST_CONTEXTS) continue;
      seen.add(label);
      const { entry, steps } = witness;
      const chain = [entry.function, ...steps.map(({ what }) => /^calls (\w+)\(\)/.exec(what)?.[1] ?? '').filter(Boolean)];
      lines.push('', `- **${label}** (${masksOf({ irqs, bh })})${tentative ? ', tentative' : ''}: ${chain.map((f) => `\`${f}()\``).join(' → ')}, entered by \`${entry.via}\` at ${link(root, entry.location)}`);
    }
  }
  const locks = [...new Set(acquisitions.map(({ lockClass, text }) => lockClass || text))];
  if (locks.length) lines.push('', `Takes ${locks.map((lock) => `\`${lock}\``).join(', ')}.`);
  if (bpf) lines.push('', bpfText(bpf));
  return lines.join('\n');
}

export function lockText(root: string, acquisition: AcquisitionOutline, cls: LockClassOutline | undefined): string {
  const { text, lockClass, kind, api, states, held } = acquisition;
  const lines = [lockClass ? `**${lockClass}** (${kind})${cls?.usage ? ` \`${cls.usage}\`` : ''}` : `\`${text}\` (${kind}): its class is not known here`];
  if (states.length) lines.push('', `Here: ${api}() with ${[...new Set(states.map((state) => `${masksOf(state)} in ${state.context}`))].join('; ')}.`);
  if (held.length) lines.push('', `While holding ${held.map((lock) => `\`${lock}\``).join(', ')}.`);
  if (!cls) return lines.join('\n');
  const byFunction = new Map(cls.takers.map((taker) => [`${taker.function} ${taker.label}`, taker]));
  lines.push('', `Taken in ${labelsOf(cls.takers).join(', ')}, by ${new Set(cls.takers.map((t) => t.function)).size} functions:`, '');
  for (const { function: name, label, api: call, location } of [...byFunction.values()].slice(0, MOST_TAKERS)) lines.push(`- ${label}: \`${name}()\` with ${call}() at ${link(root, location)}`);
  if (byFunction.size > MOST_TAKERS) lines.push(`- … and ${byFunction.size - MOST_TAKERS} more`);
  if (cls.usage) lines.push('', usageLegend(cls.usage));
  return lines.join('\n');
}

/** What the four characters say. */
function usageLegend(usage: string): string {
  const words: Record<string, string> = { '.': 'neither', '-': 'taken inside', '+': 'taken with them enabled', '?': 'both: an inversion' };
  const [hardirq, , softirq] = [...usage.slice(1, -1)];
  return `hardirqs: ${words[hardirq]}; softirqs: ${words[softirq]}`;
}

function bpfText({ section, program, where, sleepable, nmi }: BpfOutline): string {
  if (!program) return `\`SEC("${section}")\`: no section that libbpf knows`;
  const inNmi = { runs: 'It can run in NMI: only trylocks, rqspinlocks and NMI-safe helpers.', target: 'It runs in NMI if what it is attached to does.', never: 'It does not run in NMI.', unknown: '' }[nmi];
  return `\`SEC("${section}")\`: BPF_PROG_TYPE_${program}, runs in ${where}. ${sleepable ? 'It may sleep.' : 'It must not sleep.'} ${inNmi}`.trim();
}

function link(root: string, place: Parameters<typeof locationOf>[1]): string {
  return `[${place.file}:${place.line}](${locationOf(root, place).uri}#L${place.line})`;
}
