/** Row types of the BPF tables: where programs run, what their helpers lock, and on which kernels. */

import type { EntryContext } from './types.ts';

/**
 * What keeps a program from running inside another one on its CPU. `shared`: `bpf_prog_active`, one counter per CPU for all kprobe, tracepoint
 * and perf_event programs, which bpf(2) raises too while it changes a map. `own`: a counter per program and CPU, so only itself is kept out.
 */
export type BpfGuard = 'shared' | 'own' | 'none';

/** What the part of a section behind the slash names. */
export type BpfTarget = 'function' | 'tracepoint' | 'syscall' | 'program' | 'struct-member' | 'user' | 'hook' | 'none';

/** A row of libbpf's table of sections, tools/lib/bpf/libbpf.c. */
export interface BpfSectionRow {
  /** A trailing `+` stands for a slash and more, or nothing, as in libbpf. */
  readonly section: string;
  /** `BPF_PROG_TYPE_` and this. */
  readonly program: string;
  /** First of the trees 6.1, 6.12 and 7.3 whose libbpf has it. */
  readonly libbpf: '6.1' | '6.12' | '7.3';
  readonly sleepable: boolean;
  /** Empty: those of what it is attached to, and nothing is known of that. */
  readonly contexts: readonly EntryContext[];
  /** `runs`: a hardware event enters it in NMI. `target`: if what it is attached to runs there. */
  readonly nmi: 'runs' | 'target' | 'never';
  readonly guard: BpfGuard;
  readonly target: BpfTarget;
  /** In words, for people: where it runs. */
  readonly where: string;
}

/** A well-known place to attach to: what the kernel holds and masks there. Speaks when no kernel tree is read. */
export interface BpfTargetRow {
  readonly kind: 'function' | 'tracepoint';
  /** A tracepoint's name, a function's; a trailing `*` stands for any ending. */
  readonly name: string;
  /** Folder of a tracepoint: `sched` in `tracepoint/sched/sched_switch`. */
  readonly system?: string;
  readonly contexts: readonly EntryContext[];
}

/**
 * Kernels on which something holds: from `from` on (5.10 when absent) and before `before`; of a stable series listed in `fixed`, only what comes
 * before that release.
 */
export interface KernelWindow {
  readonly from?: string;
  readonly before?: string;
  readonly fixed?: readonly string[];
}

/** What becomes of a helper that wants a lock which the code it interrupted on this CPU holds. */
export type BpfOutcome =
  /** Spins for ever. */
  | 'hang'
  /** Fails, but only after spinning for up to a quarter of a second. */
  | 'stall'
  /** Fails at once. */
  | 'error'
  /** No lock, or one that does not matter. */
  | 'safe';

/** One stretch of kernels in the life of an operation. */
export interface BpfLockEra extends KernelWindow {
  /** `raw_spinlock`, `rqspinlock`, …, with what guards it. */
  readonly primitive: string;
  /** In NMI, and in any other code that runs inside the lock's section on its CPU: a tracing program. */
  readonly inNmi: BpfOutcome;
  readonly nested: BpfOutcome;
  /** What the program sees when it does not get the lock: `-EBUSY`. */
  readonly result: string;
  /** Per-CPU counter that tells nesting: by its name. */
  readonly guard?: string;
  /** In place of the row's: what runs inside on these kernels. */
  readonly inside?: readonly string[];
  /** File and function that show it. */
  readonly proof: string;
  /**
   * `tree`: read in one of the trees 6.1, 6.12, 7.3. `release`: so in public source of the release before a boundary, or in the announcement of the
   * release at it. `archive`: from the mailing list, dates or memory; the boundary may be a release off.
   */
  readonly confidence: 'tree' | 'release' | 'archive';
}

/** An operation of one or more map types, with the lock it takes. */
export interface BpfOperationRow {
  readonly helpers: readonly string[];
  /** 0-based argument that is the map; 0 when absent. */
  readonly mapArgument?: number;
  /** That argument points into a value of the map, not to the map. */
  readonly isInValue?: boolean;
  /** Without `BPF_MAP_TYPE_`. */
  readonly mapTypes: readonly string[];
  /** For people; '' when it takes none. */
  readonly lock: string;
  /** `map`: one or more in each map. `kernel`: shared by all maps of the type. */
  readonly scope: 'map' | 'kernel';
  /** Functions of the kernel that do it: `htab_map_update_elem`. */
  readonly implementations: readonly string[];
  /** Lock classes that these wait for, the one that matters first: `struct bpf_lru_list.lock`. */
  readonly classes: readonly string[];
  readonly eras: readonly BpfLockEra[];
  /** Functions and tracepoints that run while the lock, or the counter that guards it, is held. */
  readonly inside?: readonly string[];
}
