/** Edits that put a whole section into another flavour: every acquisition, every release, and the variable for saved flags. */

import type { Analysis } from '../analysis/types.ts';
import { flavours, type FlavourRow, type Mask } from '../knowledge/flavours.ts';
import type { Edit } from '../rules/types.ts';
import { flagsVariable, withoutFlags } from './flags-variable.ts';
import type { CallText, FunctionText } from './function-text.ts';
import type { LockOperation, LockTrace, Section } from './lock-trace.ts';

/** A form of a family of lock functions. */
export interface Flavour {
  readonly row: FlavourRow;
  readonly mask: Mask;
}

const takes = new Map<string, Flavour>();
const releases = new Map<string, Mask>();
for (const row of flavours) {
  for (const [mask, api] of Object.entries(row.take)) takes.set(api, { row, mask: mask as Mask });
  for (const [mask, api] of Object.entries(row.release)) releases.set(api, mask as Mask);
}

export function flavourOf(takingApi: string): Flavour | undefined {
  return takes.get(takingApi);
}

/** Bare unmasking counts as a release, though it releases no lock. */
export function isReleasing({ row }: LockOperation): boolean {
  return row.operation === 'release' || (row.operation === 'none' && releases.has(row.api));
}

/** Mask of a releasing function; undefined for one of no family. */
export function releaseMask(api: string): Mask | undefined {
  return releases.get(api);
}

/** `spin_lock_bh` for a `spin_lock` to be taken with softirqs off. */
export function takingApi(take: LockOperation, mask: Mask): string | undefined {
  return takes.get(take.row.api)?.row.take[mask];
}

/** `spin_unlock_bh` for a `spin_unlock`, by name alone. */
export function releasingApi(release: LockOperation, mask: Mask): string | undefined {
  const plain = releases.get(release.row.api);
  return plain && flavours.find((row) => row.release[plain] === release.row.api)?.release[mask];
}

/** All edits for sections of one function that go to one mask; undefined if any of them cannot. */
export function changeFlavour(analysis: Analysis, text: FunctionText, trace: LockTrace, sections: readonly Section[], mask: Mask): Edit[] | undefined {
  const operations = sections.flatMap((s) => [...s.takes, ...s.releases]);
  if (operations.some((o) => hasHiddenTwin(text, trace, o))) return undefined;
  const needsFlags = mask === 'irqsave' && operations.some((o) => !o.isGuard && o.row.flags === undefined);
  const flags = needsFlags ? flagsVariable(text, trace, sections) : undefined;
  if (needsFlags && !flags) return undefined;
  const edits: Edit[] = flags?.declaration ? [flags.declaration] : [];
  const dropped = new Map<string, number>();
  for (const section of sections) {
    const family = section.takes[0] && takes.get(section.takes[0].row.api)?.row;
    if (!family) return undefined;
    for (const o of [...section.takes, ...section.releases]) {
      const changed = changeOperation(analysis, text, trace, family, o, mask, flags?.name, dropped);
      if (!changed) return undefined;
      edits.push(...changed);
    }
  }
  for (const [name, uses] of dropped) edits.push(...withoutFlags(text, name, uses));
  return edits;
}

/** A release of one family may stand behind several ways of taking: the acquisition's own family decides. */
function changeOperation(analysis: Analysis, text: FunctionText, trace: LockTrace, family: FlavourRow, o: LockOperation, mask: Mask, flags: string | undefined, dropped: Map<string, number>): Edit[] | undefined {
  const own = isReleasing(o) ? family : takes.get(o.row.api)?.row;
  if (!own || own.release.plain !== family.release.plain || own.release.irq !== family.release.irq) return undefined;
  const api = isReleasing(o) ? own.release[mask] : own.take[mask];
  if (!api) return undefined;
  if (o.isGuard) return isReleasing(o) ? [] : changeGuard(analysis, text, trace, o, api, own.release[mask]);
  if (api === o.row.api) return [];
  const call = callOf(text, trace, o);
  const target = analysis.effects.rowsOf(api).lock;
  if (!call || !target) return undefined;
  const edits = [text.replace(call.name, call.name + 1, api)];
  const before = o.row.flags;
  const after = target.flags;
  if (before === undefined && after !== undefined) {
    const previous = call.args[after - 1];
    if ((!previous && after > 0) || !flags) return undefined;
    edits.push(text.insertAfter(previous ? previous[1] - 1 : call.open, `${previous ? ', ' : ''}${own.flagsByAddress && !isReleasing(o) ? '&' : ''}${flags}`));
  } else if (before !== undefined && after === undefined) {
    const argument = call.args[before];
    const previous = call.args[before - 1];
    if (!argument || !previous) return undefined;
    const name = text.slice(...argument).replace(/^&/, '');
    dropped.set(name, (dropped.get(name) ?? 0) + 1);
    edits.push(text.replaceRange(text.tokens.end[previous[1] - 1], text.tokens.end[argument[1] - 1], ''));
  }
  return edits;
}

export function callOf(text: FunctionText, trace: LockTrace, o: LockOperation): CallText | undefined {
  return text.call(trace.view.site(o.operation), trace.view.calleeName(o.call));
}

/** `guard(spinlock)(&x)` and `scoped_guard(spinlock, &x)`: the guard's name is the first argument. */
function changeGuard(analysis: Analysis, text: FunctionText, trace: LockTrace, o: LockOperation, take: string, release: string | undefined): Edit[] | undefined {
  const name = trace.view.calleeName(o.call).replace(/^guard:/, '');
  const { guards } = analysis.program.knowledge;
  const known = guards.find((row) => row.guard === name);
  const target = guards.find((row) => row.acquire === take && row.release === release && row.conditional === known?.conditional);
  if (!target) return undefined;
  if (target.guard === name) return [];
  const call = text.callAt(text.tokenAt(trace.view.site(o.operation)));
  const argument = call?.args.find(([from, to]) => to === from + 1 && text.word(from) === name);
  return argument && [text.replace(...argument, target.guard)];
}

/** The same call on the same lock in text that the analysis did not read, behind an `#else` for instance: it would be left behind. */
function hasHiddenTwin(text: FunctionText, trace: LockTrace, o: LockOperation): boolean {
  if (o.isGuard) return false;
  const call = callOf(text, trace, o);
  if (!call) return true;
  const written = text.slice(...(call.args[o.row.argument ?? 0] ?? [0, 0]));
  const known = new Set<number>();
  for (let i = 0; i < trace.view.facts.codeLength; i++) known.add(text.tokenAt(trace.view.site(i)));
  for (let i = 0; i < text.tokens.count; i++) {
    if (known.has(i) || text.word(i) !== o.row.api) continue;
    const other = text.callAt(i);
    if (other && text.slice(...(other.args[o.row.argument ?? 0] ?? [0, 0])) === written) return true;
  }
  return false;
}
