/** The BPF programs among the functions, and what each is attached to. */

import type { FileFacts, FunctionFacts } from '../facts/types.ts';
import { tracepointPrefix as TRACEPOINT } from '../knowledge/bpf-targets.ts';
import type { FunctionTable } from './function-table.ts';
import { contextSection, matchSection, programSection, type SectionMatch } from './bpf-sections.ts';
import type { MentionsOf } from './mentions.ts';
import type { FunctionId, ProgramFunction } from './types.ts';

export interface BpfProgram {
  readonly function: FunctionId;
  /** As in `SEC()`; '' for a callback. */
  readonly section: string;
  /** `SEC("xdp")`, or the helper that a callback was given to. */
  readonly via: string;
  /** Undefined for a section that neither libbpf nor the context argument explains. */
  readonly match: SectionMatch | undefined;
  /** Kernel functions it is attached to that were read too. */
  readonly attachedTo: readonly FunctionId[];
}

export interface BpfPrograms {
  readonly programs: readonly BpfProgram[];
  of(id: FunctionId): BpfProgram | undefined;
  /** Programs attached to a function. */
  attachedTo(id: FunctionId): readonly BpfProgram[];
  /** A file that defines programs. */
  isProgramFile(path: string): boolean;
  /** Programs attached to a tracepoint. */
  onTracepoint(name: string): readonly FunctionId[];
  /** Functions that have programs attached in one of two states of a program alone, and names of tracepoints that call others. */
  differencesFrom(former: BpfPrograms): { readonly functions: readonly FunctionId[]; readonly names: readonly string[] };
  /** Programs by the function and by the tracepoint they are attached to; for comparison. */
  readonly attachments: { readonly functions: ReadonlyMap<FunctionId, readonly BpfProgram[]>; readonly tracepoints: ReadonlyMap<string, readonly FunctionId[]> };
}

export interface BpfProgramSources {
  readonly table: FunctionTable;
  readonly files: readonly FileFacts[];
  readonly mentionsOf: MentionsOf;
  isBccFile(file: FileFacts): boolean;
}

export function findBpfPrograms({ table, files, mentionsOf, isBccFile }: BpfProgramSources): BpfPrograms {
  const programs: BpfProgram[] = [];
  const byFunction = new Map<FunctionId, BpfProgram>();
  const attached = new Map<FunctionId, BpfProgram[]>();
  const paths = new Set<string>();
  let byName: Map<string, FunctionId[]> | undefined;
  const tracepoints = new Map<string, FunctionId[]>();

  for (const fn of files.flatMap(candidates)) {
    const written = sectionOfFunction(fn);
    const section = written ?? (isBccFile(fn.file) ? sectionByContext(fn) : undefined);
    if (section === undefined) continue;
    const match = matchSection(section);
    const program: BpfProgram = { function: fn.id, section, via: written === undefined ? `its loader, as ${section}` : `SEC("${section}")`, match, attachedTo: targetsOf(fn, match) };
    programs.push(program);
    paths.add(fn.file.path);
    byFunction.set(fn.id, program);
    for (const target of program.attachedTo) push(attached, target, program);
    if (match?.row.target === 'tracepoint' && match.target) push(tracepoints, match.target, fn.id);
  }

  function candidates(file: FileFacts): readonly ProgramFunction[] {
    const ids = isBccFile(file) ? table.ofFile(file.path) : mentionsOf(file).filter(({ isMarked }) => isMarked).map(({ id }) => id);
    return ids.map((id) => table.functions[id]);
  }

  /** A function of the kernel, or for freplace of another program. */
  function targetsOf(fn: ProgramFunction, match: SectionMatch | undefined): readonly FunctionId[] {
    if (!match?.target || (match.row.target !== 'function' && match.row.target !== 'program')) return [];
    const wantsProgram = match.row.target === 'program';
    const near = table.resolve(match.target, fn.file);
    return (near.length ? near : named(match.target)).filter((id) => {
      const target = table.functions[id];
      return id !== fn.id && target.facts.form !== 'macro' && (wantsProgram || sectionOfFunction(target) === undefined);
    });
  }

  /** A static function of the kernel is attached to by its name alone. */
  function named(name: string): readonly FunctionId[] {
    if (!byName) {
      byName = new Map();
      for (const { id, name: own, facts } of table.functions) if (facts.form === 'function' && facts.static) push(byName, own, id);
    }
    return byName.get(name) ?? [];
  }

  return {
    programs,
    of: (id) => byFunction.get(id),
    isProgramFile: (path) => paths.has(path),
    attachedTo: (id) => attached.get(id) ?? [],
    onTracepoint: (name) => tracepoints.get(name) ?? [],
    attachments: { functions: attached, tracepoints },
    differencesFrom: ({ attachments }) => ({
      functions: [...attached.keys(), ...attachments.functions.keys()].filter((id) => attached.has(id) !== attachments.functions.has(id)),
      names: [...tracepoints.keys(), ...attachments.tracepoints.keys()].filter((name) => tracepoints.get(name)?.join() !== attachments.tracepoints.get(name)?.join()).map((name) => TRACEPOINT + name),
    }),
  };
}

/** By the facts of a function: with every edit all are asked for. */
const sections = new WeakMap<FunctionFacts, { readonly section: string | undefined }>();

function sectionOfFunction(fn: ProgramFunction): string | undefined {
  let known = sections.get(fn.facts);
  if (!known) sections.set(fn.facts, (known = { section: writtenSection(fn) }));
  return known.section;
}

function writtenSection(fn: ProgramFunction): string | undefined {
  const { facts, name } = fn;
  if (facts.form === 'file' || facts.form === 'macro') return undefined;
  if (facts.attributes.length === 0 && !name.includes('__')) return undefined;
  return programSection(facts.attributes, name, contextTypeOf(fn));
}

/** A program that only its loader attaches, by name: what its first parameter says of it. */
function sectionByContext(fn: ProgramFunction): string | undefined {
  const { form, static: isStatic, inline, attributes } = fn.facts;
  return form === 'function' && !isStatic && !inline && attributes.length === 0 ? contextSection(contextTypeOf(fn)) : undefined;
}

function contextTypeOf({ facts, file }: ProgramFunction): string {
  return facts.parameters > 0 ? file.strings[facts.variables[1]] : '';
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
