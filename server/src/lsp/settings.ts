/** Settings of the editor: the section `lockctx`, by folder where the editor can tell, with a default for each. Anything malformed counts as absent. */

import { availableParallelism } from 'node:os';
import type { Level, Severity } from '../../../engine/src/rules/types.ts';
import { preemptionModels, type Preemption } from '../../../engine/src/simulation/types.ts';
import { severities } from '../../../engine/src/rules/severity.ts';

export interface Settings {
  readonly run: 'onType' | 'onSave';
  /** Reads what is related to the open files in the whole tree. */
  readonly background: boolean;
  /** Megabytes that the background analysis may take. */
  readonly memory: number;
  /** Keeps what was read of a whole tree in the user's cache folder, as `lockctx lint` does. */
  readonly cache: boolean;
  /** Least severity shown. */
  readonly severity: Severity;
  readonly rules: Readonly<Record<string, Level>>;
  readonly kernelVersions: readonly string[];
  readonly exclude: readonly string[];
  /** Findings of files that are not open are shown as well, once the tree is read. */
  readonly closedFiles: boolean;
  readonly hover: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  readonly callHierarchy: boolean;
  readonly navigation: boolean;
  readonly completion: boolean;
  /** Of the simulated kernel. */
  readonly preemption: Preemption;
  readonly jobs: number;
}

/** Forty megabytes of source, with as much room again. */
const MEMORY = 1536;
/** A program and what surrounds one file. */
const LEAST_MEMORY = 512;

/** `value`: the section, nested as editors send it (`{ hover: { enable: false } }`) or flat (`{ "hover.enable": false }`). */
export function settingsFrom(value: unknown): Settings {
  const at = (path: string): unknown => member(value, path);
  const flag = (path: string, otherwise = true): boolean => (typeof at(path) === 'boolean' ? (at(path) as boolean) : otherwise);
  const texts = (path: string): string[] => (Array.isArray(at(path)) ? (at(path) as unknown[]).filter((v) => typeof v === 'string') : []);
  const jobs = Number(at('jobs'));
  const memory = Number(at('memory'));
  const rules = at('rules');
  return {
    run: at('run') === 'onSave' ? 'onSave' : 'onType',
    background: flag('background'),
    memory: Number.isFinite(memory) && memory > 0 ? Math.max(LEAST_MEMORY, memory) : MEMORY,
    cache: flag('cache'),
    severity: severities.find((s) => s === at('severity')) ?? 'info',
    rules: typeof rules === 'object' && rules !== null ? Object.fromEntries(Object.entries(rules).filter(([, level]) => isLevel(level))) : {},
    kernelVersions: texts('kernelVersions'),
    exclude: texts('exclude'),
    closedFiles: flag('closedFiles', false),
    hover: flag('hover.enable'),
    codeLens: flag('codeLens.enable'),
    inlayHints: flag('inlayHints.enable'),
    callHierarchy: flag('callHierarchy.enable'),
    navigation: flag('navigation.enable'),
    completion: flag('completion.enable'),
    preemption: preemptionModels.find((model) => model === at('simulator.preemption')) ?? 'full',
    jobs: Number.isInteger(jobs) && jobs > 0 ? jobs : Math.max(1, availableParallelism() - 1),
  };
}

function member(value: unknown, path: string): unknown {
  const holder = value as Record<string, unknown> | null | undefined;
  if (typeof holder !== 'object' || holder === null) return undefined;
  if (Object.hasOwn(holder, path)) return holder[path];
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : member(holder[path.slice(0, dot)], path.slice(dot + 1));
}

function isLevel(value: unknown): value is Level {
  return value === 'off' || severities.some((s) => s === value);
}
