/** One root in the main process: what is open, what is to be analysed next, what is shown. */

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { Lost, type Analyst } from './analyst.ts';
import { createBackground, type Background } from './background.ts';
import type { Exploration, Parameters, ProjectOptions, RequestName, Result } from './messages.ts';
import { createShownFindings, type ShownFindings } from './shown-findings.ts';

/** Milliseconds without a key before an edit is analysed: as many as the last one took, between these. The next key interrupts an analysis. */
const LEAST_PAUSE = 25;
const MOST_PAUSE = 60;
/** A damaged text is taken as it is when nothing is typed for so long. */
const PATIENCE = 10_000;

export interface OpenFile {
  readonly uri: string;
  text: string;
  version: number;
  /** The analysed text is an older one: this one is damaged. */
  isHeld: boolean;
}

export interface ProjectHost {
  readonly near: Analyst;
  readonly far: Analyst;
  log(text: string): void;
  /** Findings of these files changed; undefined: nothing did, but what was asked has been looked at. */
  onFindings(project: Project, paths: readonly string[]): void;
  /** Of either analysis. */
  onState(project: Project, state: 'ready' | 'analyzing'): void;
  /** The tree is being looked through, or not any more. */
  onReading(project: Project, isReading: boolean): void;
  onExplored(project: Project, exploration: Exploration): void;
}

export interface Project {
  readonly root: string;
  readonly options: ProjectOptions;
  readonly open: ReadonlyMap<string, OpenFile>;
  readonly shown: ShownFindings;
  readonly background: Background;
  configure(options: ProjectOptions): void;
  opened(path: string, file: Pick<OpenFile, 'uri' | 'text' | 'version'>): void;
  changed(path: string, text: string, version: number, changes: readonly TextDocumentContentChangeEvent[], isWanted: boolean): void;
  saved(path: string): void;
  closed(path: string): void;
  changedOnDisk(paths: readonly string[]): void;
  /** Resolves when all that was opened and typed so far is analysed. */
  settled(): Promise<void>;
  /** Asks the analysis that knows most and is up to date. Undefined when it was lost meanwhile. */
  ask<Name extends RequestName>(name: Name, parameters: Omit<Parameters<Name>, 'root'>): Promise<Result<Name> | undefined>;
  /** The process is a new one. */
  nearRestarted(): void;
  dispose(): void;
}

export function createProject(first: ProjectOptions, host: ProjectHost): Project {
  const { root } = first;
  const open = new Map<string, OpenFile>();
  const shown = createShownFindings();
  let options = first;
  let work = newWork();
  let pause = MOST_PAUSE;
  let timer: NodeJS.Timeout | undefined;
  let patience: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isDisposed = false;
  let waiters: (() => void)[] = [];
  const background = createBackground({ analyst: host.far, options: () => options, open, shown, log: host.log, onFindings: (paths) => host.onFindings(project, paths), onState: (state) => host.onState(project, state), onReading: (isReading) => host.onReading(project, isReading), onExplored: (exploration) => host.onExplored(project, exploration) });

  function schedule(delay: number): void {
    clearTimeout(timer);
    clearTimeout(patience);
    timer = setTimeout(() => {
      timer = undefined;
      running ??= drain().finally(() => {
        running = undefined;
        if (!timer) release();
      });
    }, delay);
  }

  function release(): void {
    const ready = waiters;
    waiters = [];
    for (const resolve of ready) resolve();
  }

  /** Until nothing is left to do; what arrives meanwhile is done too. */
  async function drain(): Promise<void> {
    while (!isDisposed && !isEmpty(work) && !timer) {
      const now = work;
      work = newWork();
      try {
        await perform(now);
      } catch (error) {
        if (!(error instanceof Lost)) host.log(`analysis failed: ${(error as Error).message}`);
      }
    }
  }

  async function perform(now: Work): Promise<void> {
    const { near } = host;
    const begin = performance.now();
    host.onState(project, 'analyzing');
    if (now.configure) await near.ask('configure', { options });
    if (now.disk.size) await near.ask('refresh', { root, paths: [...now.disk] });
    for (const path of now.texts) await edit(path, now.accept.has(path));
    let isWhole = false;
    for (const path of now.slices) isWhole = (await near.ask('slice', { root, path, reach: 'near' })).isWhole || isWhole;
    const report = await near.ask('report', { root });
    if (!report) return again(now);
    const held = new Set([...open].filter(([, file]) => file.isHeld).map(([path]) => path));
    const changed = shown.near(report.findings, held);
    host.onFindings(project, [...new Set([...changed, ...now.texts])]);
    host.onState(project, 'ready');
    if (held.size) patience = setTimeout(() => acceptAll(held), PATIENCE);
    pause = Math.min(MOST_PAUSE, Math.max(LEAST_PAUSE, performance.now() - begin));
    if (!isWhole) now.slices.forEach(background.begin);
    background.changed([...now.texts, ...now.disk]);
  }

  /** An interrupted analysis: what it was for belongs to the next one. */
  function again({ texts, accept, slices }: Work): void {
    for (const path of texts) work.texts.add(path);
    for (const path of accept) work.accept.add(path);
    for (const path of slices) work.slices.add(path);
  }

  async function edit(path: string, accept: boolean): Promise<void> {
    const file = open.get(path);
    const { held } = await host.near.ask('edit', { root, path, text: file?.text, accept });
    if (file) file.isHeld = held;
  }

  function acceptAll(paths: Iterable<string>): void {
    for (const path of paths) {
      work.texts.add(path);
      work.accept.add(path);
    }
    schedule(0);
  }

  const project: Project = {
    root, open, shown, background,
    get options() {
      return options;
    },
    configure(next) {
      options = next;
      work.configure = true;
      background.configure();
      schedule(0);
    },
    opened(path, file) {
      open.set(path, { ...file, isHeld: false });
      work.texts.add(path);
      work.slices.add(path);
      schedule(0);
    },
    changed(path, text, version, changes, isWanted) {
      const file = open.get(path);
      if (!file) return;
      Object.assign(file, { text, version });
      shown.shift(path, changes);
      work.texts.add(path);
      if (!isWanted) return;
      host.near.interrupt();
      schedule(pause);
    },
    saved(path) {
      acceptAll([path]);
    },
    closed(path) {
      open.delete(path);
      work.texts.add(path);
      schedule(0);
    },
    changedOnDisk(paths) {
      const closed = paths.filter((path) => !open.has(path));
      if (!closed.length) return;
      for (const path of closed) work.disk.add(path);
      schedule(pause);
    },
    settled: () => (timer || running ? new Promise((resolve) => waiters.push(resolve)) : Promise.resolve()),
    async ask(name, parameters) {
      await this.settled();
      const analyst = background.isFresh() ? host.far : host.near;
      try {
        return await analyst.ask(name, { root, ...parameters } as never);
      } catch (error) {
        if (!(error instanceof Lost)) host.log(`${name} failed: ${(error as Error).message}`);
        return undefined;
      }
    },
    nearRestarted() {
      work.configure = true;
      for (const path of open.keys()) {
        work.texts.add(path);
        work.slices.add(path);
      }
      schedule(0);
    },
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
      clearTimeout(patience);
      background.dispose();
      void host.near.ask('close', { root }).catch(() => undefined);
      release();
    },
  };
  work.configure = true;
  schedule(0);
  return project;
}

/** What the next analysis must take in; paths. */
interface Work {
  configure: boolean;
  readonly texts: Set<string>;
  /** Of `texts`, those that count even if they are damaged. */
  readonly accept: Set<string>;
  readonly slices: Set<string>;
  readonly disk: Set<string>;
}

function newWork(): Work {
  return { configure: false, texts: new Set(), accept: new Set(), slices: new Set(), disk: new Set() };
}

function isEmpty({ configure, texts, slices, disk }: Work): boolean {
  return !configure && !texts.size && !slices.size && !disk.size;
}
