/** Which project a file belongs to: one for each root among the workspace's folders, and one for each root of files outside of them. */

import type { EngineConfig } from '../../../engine/src/session.ts';
import { defaultCacheFolder } from '../node/cache/cache.ts';
import { readConfig, type ProjectConfig } from '../node/config.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import { findRoot, isInside, relativePath } from '../node/root.ts';
import type { ProjectOptions } from './messages.ts';
import { createProject, type Project, type ProjectHost } from './project.ts';
import type { Settings } from './settings.ts';

export interface Projects {
  all(): readonly Project[];
  /** Begun if need be. `path` is absolute. */
  for(path: string): Project;
  /** Without beginning one. */
  known(path: string): Project | undefined;
  /** Path relative to the project's root. */
  nameIn(project: Project, path: string): string;
  settingsOf(project: Project): Settings;
  /** Absolute folders of the workspace. Projects of folders that are gone end. */
  setFolders(folders: readonly string[]): void;
  /** Reads lockctx.json and settings anew. */
  reconfigure(): void;
  dispose(): void;
}

export function createProjects(host: ProjectHost, settingsFor: (folder: string) => Settings): Projects {
  const projects = new Map<string, Project>();
  const configs = new Map<string, ProjectConfig>();
  let roots = new Map<string, string[]>();

  function begin(root: string): Project {
    const known = projects.get(root);
    if (known) return known;
    const project = createProject(optionsFor(root), host);
    projects.set(root, project);
    return project;
  }

  function optionsFor(root: string): ProjectOptions {
    const settings = settingsFor(root);
    const config = configOf(root);
    return {
      root,
      folders: roots.get(root) ?? [],
      config: { ...config, exclude: [...settings.exclude, ...config.exclude] },
      engine: engineConfig(settings, config),
      jobs: settings.jobs,
      sourceBytes: roots.has(root) && settings.background ? sourceBytesIn(settings.memory / roots.size) : 0,
      cacheFolder: settings.cache ? defaultCacheFolder(process.env, process.platform) : undefined,
    };
  }

  /** A file with mistakes changes nothing; its mistakes are shown in it. */
  function configOf(root: string): ProjectConfig {
    try {
      const config = readConfig(root, undefined);
      configs.set(root, config);
      return config;
    } catch (error) {
      if (!(error instanceof CouldNotRun)) throw error;
      host.log(error.message);
      return configs.get(root) ?? { rules: {}, include: [], exclude: [], kernelVersions: [], knowledge: {} };
    }
  }

  const known = (path: string): Project | undefined => longest([...projects.keys()].filter((root) => isInside(root, path)).map((root) => projects.get(root)!));

  return {
    all: () => [...projects.values()],
    for(path) {
      const among = [...roots.keys()].filter((root) => isInside(root, path)).sort((a, b) => b.length - a.length);
      return begin(among[0] ?? known(path)?.root ?? findRoot([path]));
    },
    known,
    nameIn: ({ root }, path) => relativePath(root, path),
    settingsOf: ({ root }) => settingsFor(root),
    setFolders(folders) {
      roots = new Map();
      for (const folder of folders) {
        const root = findRoot([folder]);
        roots.set(root, [...(roots.get(root) ?? []), folder]);
      }
      for (const [root, project] of projects) {
        if (roots.has(root)) project.configure(optionsFor(root));
        else if (!project.open.size) {
          project.dispose();
          projects.delete(root);
        }
      }
    },
    reconfigure() {
      for (const [root, project] of projects) {
        const options = optionsFor(root);
        if (JSON.stringify(options) !== JSON.stringify(project.options)) project.configure(options);
        else host.onFindings(project, project.shown.paths());
      }
    },
    dispose() {
      for (const project of projects.values()) project.dispose();
    },
  };
}

/** Megabytes of the far process that hold no source. */
const EMPTY = 200;
/** Bytes that a byte of source takes at most, from its facts to the findings. */
const MEMORY_FACTOR = 30;

function sourceBytesIn(megabytes: number): number {
  return Math.max(0, Math.floor(((megabytes - EMPTY) * 2 ** 20) / MEMORY_FACTOR));
}

/** The editor's levels first, lockctx.json has the last word. */
function engineConfig(settings: Settings, config: ProjectConfig): EngineConfig {
  return { levels: { ...settings.rules, ...config.rules }, kernelVersions: config.kernelVersions.length ? config.kernelVersions : settings.kernelVersions };
}

function longest(projects: readonly Project[]): Project | undefined {
  return [...projects].sort((a, b) => b.root.length - a.root.length)[0];
}
