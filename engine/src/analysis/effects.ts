/** The knowledge tables indexed for the interpreter, and who a call may reach. */

import { Expr, type ExpressionId } from '../facts/types.ts';
import { tracepointPrefix as TRACEPOINT } from '../knowledge/bpf-targets.ts';
import type { LockRow, SynchronousRow } from '../knowledge/types.ts';
import { areExclusive, optionsOf } from '../program/built-with.ts';
import type { FunctionView } from '../program/function-view.ts';
import type { Program } from '../program/link.ts';
import type { FunctionId } from '../program/types.ts';
import { mapCallOf } from './bpf-operations.ts';
import { createRowsOf, GUARD, type RowsOf } from './name-rows.ts';

/** Functions that a call may reach; `indirect`: through a pointer, not by name. */
export interface Callees {
  readonly ids: readonly FunctionId[];
  readonly indirect: boolean;
}

export interface Effects {
  readonly program: Program;
  readonly lastReferences: ReadonlySet<string>;
  rowsOf: RowsOf;
  /** What `guard:NAME(x)` does when it begins and when its scope ends. */
  guardAcquire(callee: string): LockRow | undefined;
  guardRelease(view: FunctionView, call: ExpressionId): LockRow | undefined;
  /** Functions that end a guard which no row knows but the tree defines. */
  guardReleasers(view: FunctionView, call: ExpressionId): readonly FunctionId[];
  /** A helper of BPF programs that touches a map, or such a method. */
  isMapOperation(view: FunctionView, call: ExpressionId): boolean;
  calleesOf(view: FunctionView, call: ExpressionId): Callees;
  /** A call through a struct member that has a row: its callees are entered in the row's context, not in this caller's. */
  hasOwnContext(view: FunctionView, call: ExpressionId): boolean;
  /** A call through a struct member that every row has in process context, free to sleep: its implementations rely on that. */
  maySleepByContract(view: FunctionView, call: ExpressionId): boolean;
}

/** A parameter that is given more functions than this serves callers with nothing in common. */
const MAX_CALLBACKS = 3;
const none = { ids: [], indirect: false };

export function createEffects(program: Program): Effects {
  const { knowledge } = program;
  const rowsOf = createRowsOf(knowledge);
  const proved = knowledge.members.filter((row) => row.confidence === 'source' || row.confidence === 'doc');
  const members = new Set(proved.map(memberName));
  const atomicMembers = new Set(knowledge.members.filter((row) => row.context !== 'process' || row.atomic !== false).map(memberName));

  function calleesOf(view: FunctionView, call: ExpressionId): Callees {
    const callee = view.strip(view.a(call));
    if (view.kind(callee) === Expr.Global) {
      const name = view.text(view.a(callee));
      const rows = rowsOf(name);
      if (rows.isInstrumentation) return none;
      const callbacks = rows.synchronous && synchronousCallbacks(view, call, rows.synchronous);
      if (callbacks?.length) return { ids: callbacks, indirect: true };
      const ids = builtTogether(view, program.table.resolve(name, view.file));
      if (ids.length) return { ids, indirect: false };
      if (name.startsWith(TRACEPOINT)) return { ids: program.bpf.onTracepoint(name.slice(TRACEPOINT.length)), indirect: true };
      return { ids: program.values.of(view, callee), indirect: true };
    }
    return indirectCallees(view, view.kind(callee) === Expr.Deref ? view.a(callee) : callee);
  }

  /** Of several functions of one name not those that the caller's own configuration leaves out. */
  function builtTogether({ facts }: FunctionView, ids: readonly FunctionId[]): readonly FunctionId[] {
    const own = ids.length > 1 ? optionsOf(facts) : [];
    return own.length ? ids.filter((id) => !areExclusive(own, optionsOf(program.table.functions[id].facts))) : ids;
  }

  function indirectCallees(view: FunctionView, callee: ExpressionId): Callees {
    const ids = program.values.of(view, callee);
    if (view.kind(callee) === Expr.Local && view.a(callee) < view.facts.parameters && ids.length > MAX_CALLBACKS) return none;
    return { ids, indirect: true };
  }

  /** `foo_ops.open` of a call through that member; '' for any other call. */
  function calledMember(view: FunctionView, call: ExpressionId): string {
    const callee = view.strip(view.a(call));
    const at = program.values.memberOf(view, view.kind(callee) === Expr.Deref ? view.a(callee) : callee);
    return at === undefined ? '' : memberName({ struct: at.struct.name, member: at.member });
  }

  /** `kref_put(&k, release)` calls release() before it returns: the function passed here, not any that others pass. */
  function synchronousCallbacks(view: FunctionView, call: ExpressionId, rows: readonly SynchronousRow[]): readonly FunctionId[] {
    return rows.flatMap((row) => {
      const callback = view.argument(call, row.argument);
      return callback === undefined ? [] : program.values.of(view, callback);
    });
  }

  return {
    program,
    lastReferences: new Set(knowledge.lastReferences ?? []),
    rowsOf,
    guardAcquire(callee) {
      const { guard } = rowsOf(callee);
      return guard && rowsOf(guard.acquire).lock;
    },
    guardRelease(view, call) {
      const { guard } = rowsOf(view.calleeName(call));
      return guard && rowsOf(guard.release).lock;
    },
    guardReleasers(view, call) {
      const name = view.calleeName(call);
      return name.startsWith(GUARD) ? program.table.resolve(`un${name}`, view.file) : [];
    },
    isMapOperation(view, call) {
      const name = view.calleeName(call);
      return name === '' ? mapCallOf(view, call, program.bpfMaps) !== undefined : rowsOf(name).isMapHelper === true;
    },
    calleesOf,
    hasOwnContext: (view, call) => members.has(calledMember(view, call)),
    maySleepByContract(view, call) {
      const member = calledMember(view, call);
      return members.has(member) && !atomicMembers.has(member);
    },
  };
}

function memberName({ struct, member }: { readonly struct: string; readonly member: string }): string {
  return `${struct.replace(/^(struct|union) /, '')}.${member}`;
}
