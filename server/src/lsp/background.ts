/** The far analysis of a project: first what surrounds the open files, then what is related to them in the whole tree; follows edits when they have come to rest. */

import { Lost, type Analyst } from './analyst.ts';
import type { Exploration, ProjectOptions } from './messages.ts';
import type { OpenFile } from './project.ts';
import type { ShownFindings } from './shown-findings.ts';

/** Milliseconds without an edit; at least, and in units of what the last analysis took. */
const REST = 2000;
const REST_FACTOR = 2;
/** Files are often opened several at once. */
const SETTLING = 500;
/** What cost so many processes is too much for this machine. */
const MOST_LOSSES = 3;

export interface BackgroundOptions {
  readonly analyst: Analyst;
  readonly options: () => ProjectOptions;
  readonly open: ReadonlyMap<string, OpenFile>;
  readonly shown: ShownFindings;
  readonly log: (text: string) => void;
  readonly onFindings: (paths: readonly string[]) => void;
  readonly onState: (state: 'ready' | 'analyzing') => void;
  readonly onReading: (isReading: boolean) => void;
  /** How much of the tree is held now. */
  readonly onExplored: (exploration: Exploration) => void;
}

export interface Background {
  /** A file was opened that is not the whole project's. */
  begin(path: string): void;
  /** Stops reading the tree, until the server is started again; what was read is not used. */
  cancel(): void;
  configure(): void;
  changed(paths: readonly string[]): void;
  /** What surrounds the open files, at least, is read and every edit is in it. */
  isFresh(): boolean;
  /** The process is a new one. */
  restarted(isLoss: boolean): void;
  dispose(): void;
}

export function createBackground({ analyst, options, open, shown, log, onFindings, onState, onReading, onExplored }: BackgroundOptions): Background {
  const { root } = options();
  const dirty = new Set<string>();
  const surrounded = new Set<string>();
  /** Open files that the tree was looked through for. */
  const explored = new Set<string>();
  let isExploring = false;
  /** The tree is not wanted any more. */
  let isCancelled = false;
  let isTold = false;
  let losses = 0;
  let isBegun = false;
  let isAnalysed = false;
  let duration = 0;
  let timer: NodeJS.Timeout | undefined;
  let settling: NodeJS.Timeout | undefined;
  let queue = Promise.resolve();

  async function surround(path: string): Promise<void> {
    if (!open.has(path)) return;
    if (!isBegun) await analyst.ask('configure', { options: options() });
    isBegun = true;
    await analyst.ask('slice', { root, path, reach: 'wide' });
    surrounded.add(path);
    dirty.add(path);
    await analyze();
  }

  /** Findings of a text that was edited meanwhile are not shown: the next analysis follows. */
  async function analyze(): Promise<void> {
    if (!isBegun) return;
    const paths = [...dirty];
    dirty.clear();
    onState('analyzing');
    const begin = performance.now();
    const closed = paths.filter((path) => !open.has(path));
    for (const path of paths) await analyst.ask('edit', { root, path, text: open.get(path)?.text, accept: false });
    if (closed.length) await analyst.ask('refresh', { root, paths: closed });
    const report = await analyst.ask('report', { root });
    if (!report) return forget();
    if (isAnalysed) duration = performance.now() - begin; // What the first one takes says nothing of those that follow an edit.
    isAnalysed = true;
    onState('ready');
    if (dirty.size) later(REST);
    else onFindings(shown.far(report.findings, new Set([...open].filter(([, file]) => file.isHeld).map(([path]) => path))));
  }

  /** The tree is not wanted any more: back to what surrounds the open files. */
  async function forget(): Promise<void> {
    isBegun = isAnalysed = false;
    surrounded.clear();
    await analyst.ask('close', { root });
    onState('ready');
    for (const path of open.keys()) void run(() => surround(path));
  }

  function later(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void run(analyze), delay);
  }

  /** One step after the other, but for the exploration of the tree. */
  function run(step: () => Promise<void>): Promise<void> {
    return (queue = queue.then(() => guarded(step)));
  }

  async function guarded(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      onState('ready');
      if (!(error instanceof Lost)) log(`the far analysis failed: ${(error as Error).message}`);
    }
  }

  const unexplored = (): boolean => [...surrounded].some((path) => open.has(path) && !explored.has(path));

  /** Of the files that are open by then; progress is told the first time, later ones take seconds. */
  async function explore(): Promise<void> {
    if (isExploring || isCancelled || !options().sourceBytes || !unexplored()) return;
    isExploring = true;
    if (!isTold) onReading(true);
    try {
      await exploreOpen();
    } finally {
      isExploring = false;
      if (!isTold) onReading(false);
      isTold = true;
    }
    exploreSoon();
  }

  async function exploreOpen(): Promise<void> {
    const paths = [...open.keys()];
    const exploration = await analyst.ask('explore', { root, paths, bytes: Math.floor(options().sourceBytes / 2 ** losses) });
    isCancelled ||= !exploration.isComplete;
    if (isCancelled) return;
    onExplored(exploration);
    for (const path of paths) {
      explored.add(path);
      dirty.add(path);
    }
    isAnalysed = false;
    await run(analyze);
  }

  function exploreSoon(): void {
    clearTimeout(settling);
    if (unexplored()) settling = setTimeout(() => void guarded(explore), SETTLING);
  }

  function begin(path: string): void {
    if (surrounded.has(path)) return;
    void run(() => surround(path)).then(exploreSoon);
  }

  return {
    begin,
    cancel() {
      if (!isExploring) return;
      isCancelled = true;
      void analyst.ask('cancelExploring', { root }).catch(() => undefined);
      analyst.interrupt();
    },
    configure() {
      if (!isBegun) return;
      isAnalysed = false;
      explored.clear();
      void run(() => analyst.ask('configure', { options: options() }).then(analyze)).then(exploreSoon);
    },
    changed(paths) {
      for (const path of paths) {
        dirty.add(path);
        if (open.has(path)) continue;
        surrounded.delete(path);
        explored.delete(path);
      }
      if (isAnalysed && dirty.size) later(Math.max(REST, duration * REST_FACTOR));
    },
    isFresh: () => isAnalysed && dirty.size === 0 && [...open.keys()].every((path) => surrounded.has(path)) && !analyst.isBusy,
    restarted(isLoss) {
      clearTimeout(timer);
      const paths = isBegun ? [...open.keys()] : [];
      isBegun = isAnalysed = false;
      if (isLoss && (isExploring || explored.size)) isCancelled ||= ++losses >= MOST_LOSSES;
      surrounded.clear();
      explored.clear();
      paths.forEach(begin);
    },
    dispose() {
      clearTimeout(timer);
      clearTimeout(settling);
      if (isBegun) void analyst.ask('close', { root }).catch(() => undefined);
    },
  };
}
