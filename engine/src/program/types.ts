/** The linked program: every file's facts with names, types and function pointers resolved. */

import type { FileFacts, FunctionFacts } from '../facts/types.ts';
import type { CallbackRow, EntryContext, MemberRow } from '../knowledge/types.ts';
import type { StructMembers } from './struct-members.ts';

/** Index into `FunctionTable.functions`; a function keeps it when its file is edited. */
export type FunctionId = number;

export interface ProgramFunction {
  readonly id: FunctionId;
  readonly file: FileFacts;
  readonly facts: FunctionFacts;
  readonly name: string;
  /** Among the functions of its file. */
  readonly position: number;
}

/** One definition of a struct; two drivers' `struct priv` are two. */
export interface StructDefinition {
  /** `struct foo`; with the file in brackets when the name is defined more than once. */
  readonly label: string;
  readonly name: string;
  readonly file: FileFacts;
  readonly members: StructMembers;
}

/** A type as written and the file whose names it uses. */
export interface ScopedType {
  readonly text: string;
  readonly file: FileFacts;
}

/** A lock class as lockdep would see it; interned, compare by identity. */
export interface LockClass {
  /** `struct foo.lock`, `struct foo.txq.lock`, `foo_lock`. */
  readonly name: string;
  readonly key: string;
  /** The lock sits in an object that exists many times, so two acquisitions may be two locks. */
  readonly instanced: boolean;
  /** Reached through a pointer to a struct that several others embed: which of them is not known here. */
  readonly generic: boolean;
  /** File that defines the struct the lock is a member of; '' for a variable or a struct whose definition was not read. */
  readonly home: string;
}

/** The evidence that makes a function an entry point. */
export interface EntryPoint {
  readonly function: FunctionId;
  readonly context: EntryContext;
  readonly row: CallbackRow | MemberRow | undefined;
  /** `timer_setup`, `struct file_operations.open`, `SEC("perf_event")`. */
  readonly via: string;
  /** Where it is registered. */
  readonly registrar: FunctionId;
  readonly operation: number;
  readonly tentative: boolean;
  /** Class key of the object the callback belongs to (a timer, a work item), '' if none. */
  readonly object: string;
  /** Last name in the object's expression: `irq` of `priv->irq`. */
  readonly objectName: string;
  /** The object as written: `&priv->reset.work`. */
  readonly objectText: string;
  /** Of whom one was called before, and what it masked still is: see `MemberRow.after`. */
  readonly after?: readonly FunctionId[];
  /** Class keys of the queues that the object, a work item, is put on. */
  readonly queues?: readonly string[];
  /** Speaks only if no caller was found that enters the function: what a BPF program is attached to was read, and may say more. */
  readonly fallback?: boolean;
}
