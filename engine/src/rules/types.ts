/** What a rule yields and what a host receives: findings with a witness for each side. */

import type { Analysis } from '../analysis/types.ts';
import type { Step, Witness } from '../analysis/witness.ts';
import type { Level, Severity } from './severity.ts';
import type { Location } from '../source/location.ts';

export type { Level, Location, Severity, Step, Witness };


/** Edits of one file; all edits of a fix apply together. */
export interface Edit {
  readonly location: Location;
  readonly newText: string;
}

export interface Fix {
  /** Name of its kind in the closed list of `fixes/index.ts`: `take-with-mask`, `suppress`, …. */
  readonly kind: string;
  /** An imperative sentence without a dot. */
  readonly title: string;
  /** The one to apply when nobody is asked; at most one for a finding, and the first. */
  readonly isPreferred: boolean;
  readonly edits: readonly Edit[];
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence that stands alone. */
  readonly message: string;
  /** Rule, functions, lock classes; no line numbers: survives edits elsewhere. 16 hex digits. */
  readonly fingerprint: string;
  readonly location: Location;
  readonly function: string;
  /** `struct foo.lock`, `foo_lock`; '' where no lock is involved. */
  readonly lockClass: string;
  /** What to do about it; one or two sentences. */
  readonly advice: string;
  readonly witnesses: readonly Witness[];
  /** Those of the configured kernel versions on which it holds, as configured; absent where it does not depend on the kernel, empty when none is configured. */
  readonly kernels?: readonly string[];
  readonly fixes: readonly Fix[];
}

/** A finding before the session adds severity, fingerprint and suppressions. */
export type RawFinding = Omit<Finding, 'rule' | 'severity' | 'fingerprint' | 'fixes'> & {
  /** What makes two findings the same besides rule, function and class; '' usually. */
  readonly identity: string;
  /** Lowers the rule's level when the proof rests on weaker knowledge. */
  readonly tentative: boolean;
};

/** Input the tool could not read or understand: not a bug in the user's code. */
export interface Problem {
  readonly file: string;
  /** 1-based; 0 when the whole file is meant. */
  readonly line: number;
  readonly message: string;
}

/** Silence is honest: what was seen and what was not. */
export interface Coverage {
  /** Files read, and those of them with at least one damaged item. */
  readonly files: number;
  readonly filesWithProblems: number;
  readonly functions: number;
  /** Functions whose syntax tree holds an error. */
  readonly functionsDamaged: number;
  /** Functions for which at least one context is proved. */
  readonly functionsWithContext: number;
  readonly calls: number;
  /** Calls through pointers for which no candidate is known. */
  readonly callsUnresolved: number;
  readonly acquisitions: number;
  /** Acquisitions whose lock has no class. */
  readonly locksUnknown: number;
}

export interface Report {
  /** Sorted by file, line, column, rule. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly coverage: Coverage;
}

/** A rule is a value: metadata, documentation, one pure function. */
export interface Rule {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly level: Level;
  /** How lockdep would put it; '' if it has no word. */
  readonly lockdep: string;
  /** Markdown under fixed headings: What it does, Why it deadlocks, Example, How to fix, What it cannot see. */
  readonly documentation: string;
  /** In a BPF program the verifier finds the same and refuses to load it: the finding is a hint that says so. */
  readonly isVerified?: boolean;
  /** What a program alone leads to in the kernel is a hint: the verifier refuses the call, or makes it one of another form of the helper. */
  readonly isVerifiedBeneath?: boolean;
  check(analysis: Analysis): Iterable<RawFinding>;
}
