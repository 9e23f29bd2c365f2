/** lockctx.json → settings, or a message that names the file and the place in it. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryContext, Knowledge } from '../../../engine/src/knowledge/types.ts';
import type { Level } from '../../../engine/src/rules/types.ts';
import { configShape } from './config-schema.ts';
import { CouldNotRun } from './could-not-run.ts';
import { misfits } from './json-shape.ts';
import { reasonOf } from './read-source.ts';
import { CONFIG_NAME } from './root.ts';

export interface ProjectConfig {
  readonly rules: Readonly<Record<string, Level>>;
  /** Globs relative to the root; none: everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly kernelVersions: readonly string[];
  readonly knowledge: Partial<Knowledge>;
}

const MISFITS_SHOWN = 10;

/** The file named, else lockctx.json in the root, else nothing set. Throws `CouldNotRun`. */
export function readConfig(root: string, named: string | undefined): ProjectConfig {
  const file = named ?? join(root, CONFIG_NAME);
  if (named === undefined && !existsSync(file)) return parseConfig('{}', file);
  try {
    return parseConfig(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof CouldNotRun) throw error;
    throw new CouldNotRun(`${file} cannot be read: ${reasonOf(error)}.`);
  }
}

export function parseConfig(text: string, file: string): ProjectConfig {
  const value = parseJson(text.replace(/^\uFEFF/, ''), file);
  const wrong = [...misfits(value, configShape)];
  if (wrong.length) {
    const rest = wrong.length - MISFITS_SHOWN;
    throw new CouldNotRun([`${file} is not a valid configuration:`, ...wrong.slice(0, MISFITS_SHOWN).map((w) => `  ${w}`), ...(rest > 0 ? [`  … and ${rest} more`] : [])].join('\n'));
  }
  const { rules = {}, include = [], exclude = [], kernelVersion, kernelVersions = [], knowledge = {} } = value as Partial<ProjectConfig> & { kernelVersion?: string };
  return { rules, include, exclude, kernelVersions: kernelVersion === undefined ? kernelVersions : [kernelVersion, ...kernelVersions], knowledge: completed(knowledge) };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const before = text.slice(0, Number(/at position (\d+)/.exec(message)?.[1] ?? text.length)).split('\n');
    throw new CouldNotRun(`${file}:${before.length}:${before[before.length - 1].length + 1}: is not valid JSON: ${message}.`);
  }
}

/** What a row may leave out. */
function completed(knowledge: Partial<Knowledge>): Partial<Knowledge> {
  const { callbacks, members, locks, guards, sleeps, queries } = knowledge;
  return {
    ...knowledge,
    ...(callbacks && { callbacks: callbacks.map((r) => ({ ...entryDefaults(r), ...r })) }),
    ...(members && { members: members.map((r) => ({ ...entryDefaults(r), ...r })) }),
    ...(locks && { locks: locks.map((r) => ({ ...lockDefaults(r.kind), ...(r.operation === 'none' || r.lock ? {} : { argument: 0 }), ...r })) }),
    ...(guards && { guards: guards.map((r) => ({ ...{ conditional: false }, ...r })) }),
    ...(sleeps && { sleeps: sleeps.map((r) => ({ ...{ fault: false, why: `${r.api}() may sleep` }, ...r })) }),
    ...(queries && { queries: queries.map((r) => ({ ...{ negated: false }, ...r })) }),
  };
}

const sleeping: ReadonlySet<string> = new Set(['mutex', 'rwsem', 'semaphore', 'rt_mutex', 'socket']);

function lockDefaults(kind: string): { mode: 'exclusive'; irq: 'none'; sleeps: boolean; confidence: 'source' } {
  return { mode: 'exclusive', irq: 'none', sleeps: sleeping.has(kind), confidence: 'source' };
}

function entryDefaults({ context }: { readonly context: EntryContext['context'] }): Omit<EntryContext, 'context'> & { confidence: 'source'; group: string } {
  return {
    irqs: context === 'hardirq' || context === 'nmi' ? 'off' : 'on',
    bh: context === 'process' ? 'on' : 'off',
    atomic: context !== 'process',
    source: 'none',
    confidence: 'source',
    group: 'project',
  };
}
