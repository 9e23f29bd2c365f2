/** The far analysis of a project: reads the whole tree once, then follows edits when they have come to rest. */

import { Lost, type Analyst } from './analyst.ts';
import type { ProjectOptions } from './messages.ts';
import type { OpenFile } from './project.ts';
import type { ShownFindings } from './shown-findings.ts';

/** Milliseconds without an edit; at least, and in units of what the last analysis took. */
const REST = 2000;
const REST_FACTOR = 2;

export interface BackgroundOptions {
  readonly analyst: Analyst;
  readonly options: () => ProjectOptions;
  readonly open: ReadonlyMap<string, OpenFile>;
  readonly shown: ShownFindings;
  readonly log: (text: string) => void;
  readonly onFindings: (paths: readonly string[]) => void;
  readonly onState: (state: 'ready' | 'analyzing') => void;
  readonly onReading: (isReading: boolean) => void;
}

export interface Background {
  /** Once; further calls do nothing. */
  begin(): void;
  /** Stops reading; what was read is not used. */
  cancel(): void;
  configure(): void;
  changed(paths: readonly string[]): void;
  /** The whole tree is read and every edit is in it. */
  isFresh(): boolean;
  /** The thread is a new one. */
  restarted(): void;
  dispose(): void;
}

export function createBackground({ analyst, options, open, shown, log, onFindings, onState, onReading }: BackgroundOptions): Background {
  let state: 'idle' | 'reading' | 'read' = 'idle';
  let isAnalysed = false;
  let duration = 0;
  let timer: NodeJS.Timeout | undefined;
  const dirty = new Set<string>();
  const { root } = options();

  async function read(): Promise<void> {
    state = 'reading';
    onReading(true);
    await analyst.ask('configure', { options: options() });
    const { isComplete } = await analyst.ask('index', { root });
    state = isComplete ? 'read' : 'idle';
    if (isComplete) {
      for (const path of open.keys()) dirty.add(path);
      await analyze();
    } else await analyst.ask('close', { root });
    onReading(false);
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
    const { findings } = await analyst.ask('report', { root });
    duration = performance.now() - begin;
    isAnalysed = true;
    onState('ready');
    if (!dirty.size) onFindings(shown.far(findings, new Set([...open].filter(([, file]) => file.isHeld).map(([path]) => path))));
  }

  function later(delay: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void run(analyze), delay);
  }

  async function run(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      onReading(false);
      onState('ready');
      if (!(error instanceof Lost)) log(`the whole tree could not be analysed: ${(error as Error).message}`);
    }
  }

  return {
    begin() {
      if (state === 'idle') void run(read);
    },
    cancel() {
      if (state === 'reading') void analyst.ask('cancelIndex', { root }).catch(() => undefined);
    },
    configure() {
      if (state !== 'read') return;
      isAnalysed = false;
      void run(() => analyst.ask('configure', { options: options() }).then(analyze));
    },
    changed(paths) {
      for (const path of paths) dirty.add(path);
      if (state === 'read' && isAnalysed && dirty.size) later(Math.max(REST, duration * REST_FACTOR));
    },
    isFresh: () => state === 'read' && isAnalysed && dirty.size === 0 && !analyst.isBusy,
    restarted() {
      clearTimeout(timer);
      const wasAtWork = state !== 'idle';
      isAnalysed = false;
      state = 'idle';
      if (wasAtWork) void run(read);
    },
    dispose() {
      clearTimeout(timer);
      if (state !== 'idle') void analyst.ask('close', { root }).catch(() => undefined);
    },
  };
}
