/** A release of another form than its acquisition: use the acquisition's own. */

import type { Edit, Fix } from '../rules/types.ts';
import { callOf, flavourOf } from './flavour-change.ts';
import { withoutFlags } from './flags-variable.ts';
import type { FunctionText } from './function-text.ts';
import type { LockOperation, LockTrace } from './lock-trace.ts';
import type { FixKind } from './types.ts';

export const matchingRelease: FixKind = {
  name: 'matching-release',
  rules: ['mismatched-unlock'],
  summary: 'Releases with the counterpart of the acquisition, its saved flags included, wherever the section ends the wrong way.',
  *offer(request) {
    const { function: id, operation } = request;
    const trace = request.traceOf(id);
    const text = request.textOf(id);
    const section = trace.section(operation);
    if (!text || !section || section.isShared || section.takes.length === 0) return;
    const [take] = section.takes;
    const flavour = flavourOf(take.row.api);
    const api = flavour?.row.release[flavour.mask];
    if (!flavour || !api || section.takes.some((t) => t.row.api !== take.row.api || t.isGuard)) return;
    const flags = flagsOf(text, trace, section.takes);
    if (flags === undefined) return;
    const edits: Edit[] = [];
    const dropped = new Map<string, number>();
    for (const release of section.releases.filter((r) => r.row.api !== api)) {
      const changed = changeRelease(text, trace, release, api, flags, dropped);
      if (!changed) return;
      edits.push(...changed);
    }
    for (const [name, uses] of dropped) edits.push(...withoutFlags(text, name, uses));
    if (edits.length) yield { kind: matchingRelease.name, title: `Release it with ${api}()`, isPreferred: true, edits } satisfies Fix;
  },
};

/** The text of the saved flags, the same at every acquisition; '' where none are saved, undefined where they differ. */
function flagsOf(text: FunctionText, trace: LockTrace, takes: readonly LockOperation[]): string | undefined {
  const written = takes.map((take) => {
    const argument = take.row.flags === undefined ? undefined : callOf(text, trace, take)?.args[take.row.flags];
    return argument ? text.slice(...argument).replace(/^&/, '') : take.row.flags === undefined ? '' : undefined;
  });
  return written.every((flags) => flags === written[0]) ? written[0] : undefined;
}

function changeRelease(text: FunctionText, trace: LockTrace, release: LockOperation, api: string, flags: string, dropped: Map<string, number>): Edit[] | undefined {
  const call = callOf(text, trace, release);
  const lock = call?.args[release.row.argument ?? 0];
  if (!call || !lock || release.isGuard) return undefined;
  const edits = [text.replace(call.name, call.name + 1, api)];
  const given = release.row.flags === undefined ? undefined : call.args[release.row.flags];
  if (!given && flags) edits.push(text.insertAfter(lock[1] - 1, `, ${flags}`));
  else if (given && !flags) {
    const name = text.slice(...given);
    dropped.set(name, (dropped.get(name) ?? 0) + 1);
    edits.push(text.replaceRange(text.tokens.end[lock[1] - 1], text.tokens.end[given[1] - 1], ''));
  }
  return edits;
}
