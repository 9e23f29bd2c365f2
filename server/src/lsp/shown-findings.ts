/**
 * The findings on the screen. The near analysis is quick and knows what open files lead to; the far one knows the whole tree and is slow.
 * What only the far one found stays until it says otherwise or its place is edited; what it did not confirm is not shown again.
 */

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Finding } from '../../../engine/src/rules/types.ts';
import { shiftFinding } from './shifts.ts';

export interface ShownFindings {
  of(path: string): readonly Finding[];
  paths(): readonly string[];
  count(): number;
  /** A whole report of the near analysis, but for files whose former findings are to stay. Returns the paths whose findings changed. */
  near(findings: readonly Finding[], held: ReadonlySet<string>): string[];
  far(findings: readonly Finding[], held: ReadonlySet<string>): string[];
  /** Keeps places with their text. */
  shift(path: string, changes: readonly TextDocumentContentChangeEvent[]): void;
}

export function createShownFindings(): ShownFindings {
  let shown = new Map<string, readonly Finding[]>();
  let lastNear = new Set<string>();
  let refuted = new Set<string>();
  let far = new Set<string>();
  let onlyFar = new Set<string>();

  function replace(next: ReadonlyMap<string, readonly Finding[]>, held: ReadonlySet<string>): string[] {
    const merged = new Map(next);
    for (const path of held) {
      if (shown.has(path)) merged.set(path, shown.get(path)!);
      else merged.delete(path);
    }
    const changed = [...new Set([...shown.keys(), ...merged.keys()])].filter((path) => !isSame(shown.get(path) ?? [], merged.get(path) ?? []));
    shown = merged;
    return changed;
  }

  return {
    of: (path) => shown.get(path) ?? [],
    paths: () => [...shown.keys()],
    count: () => [...shown.values()].reduce((sum, list) => sum + list.length, 0),
    near(findings, held) {
      lastNear = new Set(findings.map((f) => f.fingerprint));
      const before = new Map([...shown.values()].flat().map((f) => [f.fingerprint, f]));
      const fresh = findings.filter((f) => !refuted.has(f.fingerprint)).map((f) => confirmed(f, before.get(f.fingerprint), far));
      const kept = [...before.values()].filter((f) => onlyFar.has(f.fingerprint) && !lastNear.has(f.fingerprint));
      return replace(byPath([...fresh, ...kept]), held);
    },
    far(findings, held) {
      far = new Set(findings.map((f) => f.fingerprint));
      onlyFar = new Set([...far].filter((f) => !lastNear.has(f)));
      refuted = new Set([...lastNear].filter((f) => !far.has(f)));
      return replace(byPath(findings), held);
    },
    shift(path, changes) {
      for (const [file, findings] of shown) {
        if (!findings.some((f) => touches(f, path))) continue;
        shown.set(file, findings.flatMap((f) => changes.reduce<Finding | undefined>((moved, change) => moved && shiftFinding(moved, path, change), f) ?? []));
      }
    },
  };
}

/** The proof that the far analysis gave is the better one, where the near one stands is the newer. */
function confirmed(finding: Finding, before: Finding | undefined, far: ReadonlySet<string>): Finding {
  return before && far.has(finding.fingerprint) ? { ...before, location: finding.location } : finding;
}

function touches(finding: Finding, path: string): boolean {
  return finding.location.file === path || finding.witnesses.some(({ entry, steps }) => entry.location.file === path || steps.some(({ location }) => location.file === path));
}

function byPath(findings: readonly Finding[]): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = found.get(finding.location.file);
    if (list) list.push(finding);
    else found.set(finding.location.file, [finding]);
  }
  return found;
}

function isSame(a: readonly Finding[], b: readonly Finding[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}
