/** Paths on disk → a session that holds the facts of every file, ready to be asked. */

import { kernelKnowledge, mergeKnowledge } from '../../../engine/src/knowledge/knowledge.ts';
import type { Problem, Report } from '../../../engine/src/rules/types.ts';
import { createSession, type EngineConfig, type FactsChange, type Session } from '../../../engine/src/session.ts';
import type { ProjectConfig } from './config.ts';
import type { ExtractFiles } from './extract-file.ts';
import { pathTest } from './globs.ts';
import { discover, type Workspace, type WorkspaceFile } from './workspace.ts';

export interface LoadOptions {
  readonly root: string;
  readonly config: ProjectConfig;
  readonly engine: EngineConfig;
  /** See `SessionOptions`. */
  readonly findingsOnly: boolean;
  readonly followsEdits?: (workspace: Workspace) => boolean;
  readonly extract: ExtractFiles;
  /** What a former run found with the same input; then no file is read. */
  readonly recall?: (workspace: Workspace) => Report | undefined;
  /** Which of the files found are read; all when absent. */
  readonly select?: (files: readonly WorkspaceFile[]) => readonly WorkspaceFile[];
  /** Told the workspace once, then each file that is through. */
  readonly onWorkspace: (workspace: Workspace) => void;
  readonly onFile: (bytes: number) => void;
}

export interface Loaded {
  readonly session: Session;
  readonly workspace: Workspace;
  /** Files that could not be found, read or analysed; sorted by file. */
  readonly problems: readonly Problem[];
  /** From `recall`; the session is empty then. */
  readonly recalled?: Report;
  /** Number of files whose facts the session has. */
  readonly analysed: number;
}

/** The files that a project's configuration lets in. Throws `CouldNotRun`. */
export function workspaceOf(paths: readonly string[], root: string, { include, exclude }: ProjectConfig): Workspace {
  return discover(paths, { root, include: include.length ? pathTest(include) : undefined, exclude: pathTest(exclude) });
}

/** Throws `CouldNotRun`. Neither the order in which files come nor the number of threads shows in the result. */
export async function load(paths: readonly string[], { root, config, engine, findingsOnly, followsEdits, extract, recall, select, onWorkspace, onFile }: LoadOptions): Promise<Loaded> {
  const found = workspaceOf(paths, root, config);
  const workspace = select ? { ...found, files: select(found.files) } : found;
  onWorkspace(workspace);
  const session = createSession({ knowledge: mergeKnowledge(kernelKnowledge, config.knowledge), config: engine, findingsOnly, followsEdits: followsEdits?.(workspace) });
  const recalled = recall?.(workspace);
  if (recalled) return { session, workspace, problems: [], recalled, analysed: workspace.files.length };
  const changes: FactsChange[] = [];
  const problems: Problem[] = [...workspace.problems];
  await extract(workspace.files, ({ path, facts, problem }, { bytes }) => {
    if (facts) changes.push({ path, facts });
    if (problem) problems.push({ file: path, line: 0, message: problem });
    onFile(bytes);
  });
  session.update(changes.sort((a, b) => compare(a.path, b.path)));
  return { session, workspace, problems: problems.sort((a, b) => compare(a.file, b.file)), analysed: changes.length };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
