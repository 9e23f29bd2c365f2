/** What the section of a BPF program says: its row in libbpf's table, and what it is attached to. */

import { bpfContextTypes, bpfDefiners, bpfNamePrefixes } from '../knowledge/bpf-contexts.ts';
import { bpfSections } from '../knowledge/bpf-sections.ts';
import { bpfTargets } from '../knowledge/bpf-targets.ts';
import type { BpfSectionRow, BpfTargetRow } from '../knowledge/bpf-types.ts';

export interface SectionMatch {
  readonly row: BpfSectionRow;
  /** Function or tracepoint that it is attached to; '' when the section does not say. */
  readonly target: string;
}

const rows = new Map(bpfSections.map((row) => [row.section.replace('+', ''), row]));
const contextTypes = new Map(bpfContextTypes);
const definers = new Map(bpfDefiners);

/** `SEC("?fentry/foo")` → `fentry/foo`; parts that macros give are `*`: `SEC("fentry/" PREFIX "foo")` → `fentry/*foo`. */
export function sectionText(argument: string): string {
  return [...argument.matchAll(/"((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*(?:\([^()]*\))?)/g)].map(([, quoted]) => quoted ?? '*').join('').replace(/^\?/, '');
}

/** The section that attributes, name and first parameter of a function give it; undefined for what is no program. */
export function programSection(attributes: readonly string[], name: string, contextType: string): string | undefined {
  const section = attributes.map((a) => /^SEC\(([\s\S]*)\)$/.exec(a)?.[1]).find((argument) => argument !== undefined);
  const written = section === undefined ? undefined : sectionText(section);
  if (written !== undefined) return matchSection(written) ? written : (contextSection(contextType) ?? written);
  for (const attribute of attributes) {
    const [, macro, list] = /^(\w+)(?:\(([\s\S]*)\))?$/.exec(attribute) ?? [];
    const template = macro === undefined ? undefined : definers.get(macro);
    if (template === undefined) continue;
    const args = (list ?? '').split(',').map((arg) => arg.trim().replace(/^"|"$/g, ''));
    const made = template.replace(/\$(\d)/g, (_, n: string) => args[Number(n) - 1] ?? '*');
    return matchSection(made) ? made : contextSection(contextType);
  }
  const prefix = bpfNamePrefixes.find(([start]) => name.startsWith(start));
  return prefix && (contextTypes.has(contextType) || contextType.startsWith(`struct ${prefix[0]}`)) ? prefix[1] + name.slice(prefix[0].length).replace('__', '/') : undefined;
}

/** The section that stands for the type of a program's context argument. */
export function contextSection(type: string): string | undefined {
  return contextTypes.get(type);
}

/** Longest beginning, at a slash, that libbpf knows; loaders other than libbpf take `xdp/name` and `classifier/name` as well. */
export function matchSection(section: string): SectionMatch | undefined {
  for (let end = section.length; end > 0; end = section.lastIndexOf('/', end - 1)) {
    const row = rows.get(section.slice(0, end));
    if (row) return { row, target: targetOf(row, section.slice(end + 1)) };
  }
  return undefined;
}

/** `sched/sched_switch` → sched_switch, `do_exit+0x10` → do_exit, `module:function` → function. */
function targetOf(row: BpfSectionRow, rest: string): string {
  if (row.target === 'tracepoint') return rest.slice(rest.lastIndexOf('/') + 1);
  if (row.target === 'function' || row.target === 'program') return rest.replace(/^[\w-]+:/, '').replace(/\+(0x)?[\da-f]+$/i, '');
  return rest;
}

const exactTargets = new Map(bpfTargets.filter((row) => !row.name.endsWith('*')).map((row) => [`${row.kind} ${row.name}`, row]));
const openTargets = bpfTargets.filter((row) => row.name.endsWith('*'));

/** What the tables know of the place a program is attached to. */
export function knownTarget({ row, target }: SectionMatch): BpfTargetRow | undefined {
  if (row.sleepable) return undefined;
  return exactTargets.get(`${row.target} ${target}`) ?? openTargets.find(({ kind, name }) => kind === row.target && target.startsWith(name.slice(0, -1)));
}

/** What a section means, for a hover or a page: where it runs, what may nest in it, whether it may sleep. */
export interface SectionDescription {
  readonly section: string;
  /** `BPF_PROG_TYPE_KPROBE`. */
  readonly programType: string;
  readonly where: string;
  readonly contexts: readonly { readonly context: string; readonly irqs: string; readonly held: readonly string[] }[];
  readonly sleepable: boolean;
  /** `runs`: NMI; `target`: NMI if what it is attached to runs there. */
  readonly nmi: BpfSectionRow['nmi'];
  readonly guard: BpfSectionRow['guard'];
  /** First of the trees 6.1, 6.12, 7.3 whose libbpf has it. */
  readonly libbpf: string;
}

/** `text` is what stands in `SEC()`, without quotes. Undefined for a section that names no program. */
export function describeSection(text: string): SectionDescription | undefined {
  const match = matchSection(text.replace(/^\?/, ''));
  if (!match) return undefined;
  const { row } = match;
  const contexts = (knownTarget(match) ?? row).contexts.map(({ context, irqs, held = [] }) => ({ context, irqs, held }));
  return { section: row.section.replace('+', ''), programType: `BPF_PROG_TYPE_${row.program}`, where: row.where, contexts, sleepable: row.sleepable, nmi: row.nmi, guard: row.guard, libbpf: row.libbpf };
}
