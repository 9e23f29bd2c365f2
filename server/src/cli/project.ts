/** What `lint` and `contexts` have in common: paths and options → a loaded session. */

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { statSync } from 'node:fs';
import { rules } from '../../../engine/src/rules/index.ts';
import type { Level } from '../../../engine/src/rules/types.ts';
import type { Report } from '../../../engine/src/rules/types.ts';
import type { EngineConfig } from '../../../engine/src/session.ts';
import { buildOf, openCache, type Cache } from '../node/cache/cache.ts';
import { packBuild } from '../node/cache/fact-store.ts';
import type { Workspace } from '../node/workspace.ts';
import { readConfig, type ProjectConfig } from '../node/config.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import { didYouMean } from '../node/did-you-mean.ts';
import { extractHereWith } from '../node/extract-here.ts';
import type { ExtractFiles } from '../node/extract-file.ts';
import { load, type Loaded, type LoadOptions } from '../node/load.ts';
import { findRoot } from '../node/root.ts';
import { extractInThreads } from '../node/worker-pool.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { commands } from './options.ts';
import type { Progress } from './progress.ts';

const FILE_TIMEOUT = 60_000;
/** Files of a program whose edits are followed; a whole kernel has three times as many. */
const MOST_FOLLOWED = 20_000;

/** Throws `CouldNotRun` when nothing is left to analyse. */
export async function loadProject(paths: readonly string[], args: Arguments, io: Io, progress: Progress, { findingsOnly = false, triesFixes = false, recall, select }: LoadSettings = {}): Promise<Loaded & { readonly project: Project }> {
  const project = projectOf(paths, args, io);
  const { absolute, root, config, engine, cache } = project;
  const loaded = await load(absolute, {
    root,
    config,
    engine,
    findingsOnly,
    followsEdits: ({ files }) => triesFixes && files.length <= MOST_FOLLOWED,
    extract: cache ? cache.around(extractor(args, io)) : extractor(args, io),
    recall: recall && ((workspace) => recall(project, workspace)),
    select,
    onWorkspace: ({ files, missing }) => {
      for (const path of missing) io.err(`lockctx: ${missingText(paths[absolute.indexOf(path)], args)}\n`);
      if (missing.length && missing.length === paths.length) throw new CouldNotRun('Nothing to analyse: none of the paths exists.');
      progress.begin(files.length, files.reduce((n, { bytes }) => n + bytes, 0));
    },
    onFile: (bytes) => progress.advance(bytes),
  });
  if (!loaded.analysed && loaded.problems.length) throw new CouldNotRun(['Nothing could be analysed:', ...loaded.problems.map(({ file, message }) => `  ${file}: ${message}`)].join('\n'));
  if (!loaded.workspace.files.some(({ wanted }) => wanted)) io.err('lockctx: there is no C file (.c, .h) under the given paths\n');
  return { ...loaded, project };
}

export interface LoadSettings {
  readonly findingsOnly?: boolean;
  /** Fixes will be tried one by one: quick where the program may be edited, which takes memory. */
  readonly triesFixes?: boolean;
  readonly recall?: (project: Project, workspace: Workspace) => Report | undefined;
  readonly select?: LoadOptions['select'];
}

/** What the command line and the configuration say before any source is looked at. */
export interface Project {
  readonly absolute: readonly string[];
  readonly root: string;
  readonly config: ProjectConfig;
  readonly engine: EngineConfig;
  readonly cache: Cache | undefined;
}

/** Throws `CouldNotRun`. */
export function projectOf(paths: readonly string[], args: Arguments, io: Io): Project {
  const absolute = paths.map((path) => resolve(io.cwd, path));
  const root = args.root === undefined ? findRoot(absolute) : rootFolder(resolve(io.cwd, args.root), args.root);
  const config = readConfig(root, args.config === undefined ? undefined : resolve(io.cwd, args.config));
  const engine = { levels: levelsOf(config, args.rules), kernelVersions: args.kernelVersions ?? config.kernelVersions };
  return { absolute, root, config, engine, cache: cacheOf(args, io) };
}

/** Facts given by name are used even where nothing is to be kept. */
function cacheOf(args: Arguments, io: Io): Cache | undefined {
  const folder = !args.usesCache || args.exhaustive ? undefined : args.cache === undefined ? io.cacheFolder : resolve(io.cwd, args.cache);
  if (args.exhaustive && args.facts.length) throw new CouldNotRun('--exhaustive works out all facts itself: leave out --facts.');
  const packs = args.facts.map((file) => resolve(io.cwd, file));
  if (folder === undefined && !packs.length) return undefined;
  const build = buildOf(io.workerScript);
  for (const file of packs) {
    const writer = packBuild(file);
    if (writer === undefined) throw new CouldNotRun(`--facts ${file} is not a file that \`lockctx facts\` wrote.`);
    if (writer !== build) throw new CouldNotRun(`--facts ${file} was written by another build of lockctx: write it anew with this one.`);
  }
  return openCache({ folder, packs, build });
}

/** Keeps what the run has learnt. */
export function closeCache({ cache }: Project, io: Io): void {
  const problem = cache?.close();
  if (problem) io.err(`lockctx: the cache could not be written (${problem}); the next run will work it out again\n`);
}

/** Where no command was named, the path may have been meant as one. */
function missingText(path: string, { isImplied }: Arguments): string {
  return `${path}: no such file or directory.${isImplied ? didYouMean(path, commands.map(({ name }) => name)) : ''}`;
}

function rootFolder(folder: string, given: string): string {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new CouldNotRun(`--root ${given}: no such directory.`);
  return folder;
}

/** A rule asked for by name is on even if it is off by default; the others are not computed. */
function levelsOf(config: ProjectConfig, only: readonly string[] | undefined): Record<string, Level> {
  const levels: Record<string, Level> = { ...config.rules };
  if (!only) return levels;
  for (const { name, level } of rules) {
    const usual = config.rules[name] ?? level;
    levels[name] = !only.includes(name) ? 'off' : usual === 'off' ? 'warning' : usual;
  }
  return levels;
}

export function extractor({ jobs = availableParallelism(), exhaustive }: Arguments, io: Io): ExtractFiles {
  return jobs === 1 ? extractHereWith({ exhaustive }) : extractInThreads({ script: io.workerScript, jobs, timeout: FILE_TIMEOUT, exhaustive });
}
