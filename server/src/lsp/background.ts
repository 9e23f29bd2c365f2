/** The far analysis of a project: first what surrounds the open files, then the whole tree once; follows edits when they have come to rest. */

import { Lost, type Analyst } from './analyst.ts';
import type { ProjectOptions } from './messages.ts';
import type { OpenFile } from './project.ts';
import type { ShownFindings } from './shown-findings.ts';

/** Milliseconds without an edit; at least, and in units of what the last analysis took. */
const REST = 2000;
const REST_FACTOR = 2;
/** A tree that cost so many threads is too large for this machine. */
const MOST_LOSSES = 2;

export interface BackgroundOptions {
  readonly analyst: Analyst;
  readonly options: () => ProjectOptions;
  /** Whether the whole tree is read at all. */
  readonly isWanted: boolean;
  readonly open: ReadonlyMap<string, OpenFile>;
  readonly shown: ShownFindings;
  readonly log: (text: string) => void;
  readonly onFindings: (paths: readonly string[]) => void;
  readonly onState: (state: 'ready' | 'analyzing') => void;
  readonly onReading: (isReading: boolean) => void;
}

export interface Background {
  /** A file was opened that is not the whole project's. */
  begin(path: string): void;
  /** Stops reading the tree, until the server is started again; what was read is not used. */
  cancel(): void;
  configure(): void;
  changed(paths: readonly string[]): void;
  /** What surrounds the open files, or the whole tree, is read and every edit is in it. */
  isFresh(): boolean;
  /** The thread is a new one. */
  restarted(): void;
  dispose(): void;
}

export function createBackground({ analyst, options, isWanted, open, shown, log, onFindings, onState, onReading }: BackgroundOptions): Background {
  /** Of the whole tree. */
  let tree: 'unread' | 'reading' | 'read' | 'cancelled' = 'unread';
  let losses = 0;
  /** Cancelled between reading and findings. */
  let isUnwanted = false;
  let isBegun = false;
  let isAnalysed = false;
  let duration = 0;
  let timer: NodeJS.Timeout | undefined;
  let queue = Promise.resolve();
  const dirty = new Set<string>();
  const surrounded = new Set<string>();
  const { root } = options();

  async function surround(path: string): Promise<void> {
    if (tree === 'read') return;
    if (!isBegun) await analyst.ask('configure', { options: options() });
    isBegun = true;
    await analyst.ask('slice', { root, path, reach: 'wide' });
    surrounded.add(path);
    dirty.add(path);
    await analyze();
  }

  async function read(): Promise<void> {
    const { isComplete } = await analyst.ask('index', { root });
    tree = isComplete ? 'read' : 'cancelled';
    if (!isComplete) return;
    for (const path of open.keys()) dirty.add(path);
    isAnalysed = false;
    await run(analyze);
  }

  /** Findings of a text that was edited meanwhile are not shown: the next analysis follows. */
  async function analyze(): Promise<void> {
    const paths = [...dirty];
    dirty.clear();
    onState('analyzing');
    const begin = performance.now();
    const closed = paths.filter((path) => !open.has(path));
    for (const path of paths) await analyst.ask('edit', { root, path, text: open.get(path)?.text, accept: false });
    if (closed.length) await analyst.ask('refresh', { root, paths: closed });
    const report = isUnwanted ? undefined : await analyst.ask('report', { root });
    if (!report) return forget();
    if (isAnalysed) duration = performance.now() - begin; // What the first one takes says nothing of those that follow an edit.
    isAnalysed = true;
    onState('ready');
    if (dirty.size) later(REST);
    else onFindings(shown.far(report.findings, new Set([...open].filter(([, file]) => file.isHeld).map(([path]) => path))));
  }

  /** The whole tree is not wanted any more: back to what surrounds the open files. */
  async function forget(): Promise<void> {
    tree = 'cancelled';
    isUnwanted = false;
    isBegun = false;
    surrounded.clear();
    await analyst.ask('close', { root });
    onState('ready');
    for (const path of open.keys()) void run(() => surround(path));
  }

  function later(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void run(analyze), delay);
  }

  /** One step after the other, but for the reading of the tree. */
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

  async function readTree(): Promise<void> {
    if (!isWanted || tree !== 'unread') return;
    tree = 'reading';
    onReading(true);
    void guarded(read).finally(() => onReading(false));
  }

  function begin(path: string): void {
    if (surrounded.has(path)) return;
    void run(() => surround(path));
    void run(readTree);
  }

  return {
    begin,
    cancel() {
      if (tree === 'reading') void analyst.ask('cancelIndex', { root }).catch(() => undefined);
      else if (tree === 'read' && !isAnalysed) {
        isUnwanted = true;
        analyst.interrupt();
      }
    },
    configure() {
      if (!isBegun) return;
      isAnalysed = false;
      void run(() => analyst.ask('configure', { options: options() }).then(analyze));
    },
    changed(paths) {
      for (const path of paths) dirty.add(path);
      if (isAnalysed && dirty.size) later(Math.max(REST, duration * REST_FACTOR));
    },
    isFresh: () => isAnalysed && dirty.size === 0 && [...open.keys()].every((path) => tree === 'read' || surrounded.has(path)) && !analyst.isBusy,
    restarted() {
      clearTimeout(timer);
      const paths = isBegun ? [...open.keys()] : [];
      isBegun = false;
      isAnalysed = false;
      if (tree === 'reading' || tree === 'read') tree = ++losses < MOST_LOSSES ? 'unread' : 'cancelled';
      surrounded.clear();
      paths.forEach(begin);
    },
    dispose() {
      clearTimeout(timer);
      if (isBegun) void analyst.ask('close', { root }).catch(() => undefined);
    },
  };
}
