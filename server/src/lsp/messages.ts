/** What the server and its analysis processes say to each other. A process passes on what its thread is to hear. */

import type { EngineConfig, FunctionContexts } from '../../../engine/src/session.ts';
import type { CallOutline, FileOutline, FunctionHead, FunctionName, Lines, LockClassOutline } from '../../../engine/src/queries/types.ts';
import type { Finding, Fix } from '../../../engine/src/rules/types.ts';
import type { Preemption, Simulation } from '../../../engine/src/simulation/types.ts';
import type { Explanation, SplatMatch } from '../../../engine/src/splat/index.ts';
import type { ProjectConfig } from '../node/config.ts';
import type { Reach } from './slice.ts';

/** What a project holds of its folders. */
export interface Exploration {
  /** False: cancelled. */
  readonly isComplete: boolean;
  readonly files: number;
  readonly of: number;
}

/** One root with everything that decides what is read and how it is judged. */
export interface ProjectOptions {
  readonly root: string;
  /** Absolute folders of the workspace; none: only what surrounds open files is read. */
  readonly folders: readonly string[];
  readonly config: ProjectConfig;
  readonly engine: EngineConfig;
  readonly jobs: number;
  /** How much of the folders' source the far analysis may hold; 0: only what surrounds open files. */
  readonly sourceBytes: number;
  /** Where facts of whole trees are kept between runs; undefined: nowhere. */
  readonly cacheFolder: string | undefined;
}

/** Finding or problem of the last report, as it crosses processes. */
export interface ThreadReport {
  readonly findings: readonly Finding[];
}

export interface EditResult {
  /** The text has damage that it did not have before: facts of the text before it stay in force. */
  readonly held: boolean;
}

/** Requests by name: parameters and result. Each names the root of a project. */
export interface Requests {
  /** Begins a project, or changes the options of one that is there; facts stay. */
  configure: [{ readonly options: ProjectOptions }, void];
  close: [{ readonly root: string }, void];
  /** Reads a file with what it includes and its siblings; all of a small project (`isWhole`). `path`s are relative to the root. */
  slice: [{ readonly root: string; readonly path: string; readonly reach: Reach }, { readonly isWhole: boolean }];
  /** Reads what is most related to the open files in all of the project's folders, as far as `bytes` of source go, and forgets what is not any more. Until all is read, or if it is cancelled, answers come from what was known before. Progress is told by `progress` events. */
  explore: [{ readonly root: string; readonly paths: readonly string[]; readonly bytes: number }, Exploration];
  cancelExploring: [{ readonly root: string }, void];
  /** An unsaved text; undefined: the disk's again. `accept`: damage or not. */
  edit: [{ readonly root: string; readonly path: string; readonly text: string | undefined; readonly accept: boolean }, EditResult];
  /** Reads files anew that changed on disk, or forgets them. */
  refresh: [{ readonly root: string; readonly paths: readonly string[] }, void];
  /** Undefined: interrupted; what was done by then is not lost. */
  report: [{ readonly root: string }, ThreadReport | undefined];
  outline: [{ readonly root: string; readonly path: string; readonly lines: Lines }, FileOutline];
  heads: [{ readonly root: string; readonly path: string }, readonly FunctionHead[]];
  lockClasses: [{ readonly root: string }, readonly LockClassOutline[]];
  lockClass: [{ readonly root: string; readonly name: string }, LockClassOutline | undefined];
  callers: [{ readonly root: string; readonly of: FunctionName }, readonly CallOutline[]];
  callees: [{ readonly root: string; readonly of: FunctionName }, readonly CallOutline[]];
  contexts: [{ readonly root: string; readonly name: string }, readonly FunctionContexts[]];
  /** Of findings of the last report. */
  fixes: [{ readonly root: string; readonly fingerprints: readonly string[] }, readonly (readonly Fix[])[]];
  simulate: [{ readonly root: string; readonly fingerprint: string; readonly preemption: Preemption }, Simulation | undefined];
  splats: [{ readonly root: string; readonly explanations: readonly Explanation[] }, readonly SplatMatch[]];
}

export type RequestName = keyof Requests;
export type Parameters<Name extends RequestName> = Requests[Name][0];
export type Result<Name extends RequestName> = Requests[Name][1];

export type ToThread = { readonly id: number; readonly name: RequestName; readonly parameters: unknown };

/** What a process of its own begins with, as its only argument. */
export interface ProcessOptions {
  /** More, and it ends itself. */
  readonly megabytes: number;
  /** Anything else that the machine has to do comes first. */
  readonly isBackground: boolean;
}

/** What its thread begins with. */
export interface ThreadData {
  /** One number, shared: reports asked for by a message of this id, or an earlier one, are to end. */
  readonly interrupted: Int32Array;
}

/** To the process, which hears it while its thread works. `interrupt`: see `ThreadData`. */
export type ToProcess = ToThread | { readonly interrupt: number };

/** The process ends with it. */
export interface Loss {
  readonly kind: 'lost';
  readonly reason: string;
}

export type FromProcess = FromThread | Loss;

export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  /** Share: 0 to 1. */
  | { readonly kind: 'progress'; readonly root: string; readonly stage: string; readonly share: number }
  /** For the log. */
  | { readonly kind: 'problem'; readonly text: string };
