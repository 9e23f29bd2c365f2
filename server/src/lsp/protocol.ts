/** What editor and server say to each other beyond LSP. Types and names only: of the whole server, the client imports this file. Positions are LSP's, 0-based. */

import type { Location } from 'vscode-languageserver';
import type { Context } from '../../../engine/src/knowledge/types.ts';

/** `data` of every diagnostic: what the requests below, quick fixes and lenses name a finding by. */
export interface FindingData {
  readonly fingerprint: string;
}

/** Request `lockctx/lockClasses` → `LockClassInfo[]`, sorted by name; empty while nothing has been read. */
export const LOCK_CLASSES = 'lockctx/lockClasses';

export interface LockClassInfo {
  /** `struct foo.lock`, `foo_lock`. */
  readonly name: string;
  /** `spinlock`, `mutex`, … */
  readonly kind: string;
  /** Usage as lockdep prints it, `{+.?.}`; '' where the class has no such state. */
  readonly usage: string;
  readonly acquisitions: readonly LockAcquisition[];
}

/** One call that takes the lock, in one context. */
export interface LockAcquisition {
  readonly context: Context;
  readonly function: string;
  /** The function called: `spin_lock_bh`. */
  readonly call: string;
  readonly location: Location;
}

export type { Simulation } from '../../../engine/src/simulation/types.ts';

/** Request `lockctx/simulate` → the engine's `Simulation`, or null: no such finding, or one that is about a single path. */
export const SIMULATE = 'lockctx/simulate';

export interface SimulateParams {
  readonly uri: string;
  readonly fingerprint: string;
}

/** Request `lockctx/explainSplat` → `SplatExplanation`, or null: no report is recognised in the text. */
export const EXPLAIN_SPLAT = 'lockctx/explainSplat';

export interface ExplainSplatParams {
  /** Kernel log, with or without timestamps. */
  readonly text: string;
}

export interface SplatExplanation {
  /** For people: what the report says, in Markdown. */
  readonly markdown: string;
  /** Findings of the source that the report is about, else where its functions are defined; best first. */
  readonly locations: readonly Location[];
  /** Those findings, to be simulated: as many as there are locations, or none. */
  readonly findings: readonly SimulateParams[];
}

/** Notification `lockctx/status`, whenever what the server does changes. */
export const STATUS = 'lockctx/status';

export interface Status {
  /** `reading`: files become facts. `analyzing`: facts become findings. `degraded`: an analysis failed too often and was given up. */
  readonly state: 'ready' | 'reading' | 'analyzing' | 'degraded';
  /** For people. */
  readonly detail: string;
  /** Findings in all files that were analysed. */
  readonly findings: number;
  /** How many files of the trees are held in the background, and of how many; absent where none is. */
  readonly held?: { readonly files: number; readonly of: number };
}

/** Commands of the client that code actions and lenses name. Arguments: `lockctx.simulate` SimulateParams; `lockctx.explainRule` the rule's name; `lockctx.showBothPaths` a PlaceParams. */
export const COMMANDS = { simulate: 'lockctx.simulate', explainRule: 'lockctx.explainRule', showBothPaths: 'lockctx.showBothPaths' } as const;

/** 0-based. */
export interface PlaceParams {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** Client's `initializationOptions`; `settings` is the section `lockctx` of its settings. */
export interface InitializationOptions {
  readonly settings?: unknown;
  /** Commands of `COMMANDS` that the client has; actions that need another one are not offered. VS Code's client has all. */
  readonly commands?: readonly string[];
}
