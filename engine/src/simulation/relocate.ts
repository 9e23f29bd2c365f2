/** A finding of a text, found again in the text that edits have made of it: where its steps stand now. */

import type { Analysis } from '../analysis/types.ts';
import { nameOf, type Step, type Witness } from '../analysis/witness.ts';
import { Op } from '../facts/types.ts';
import type { Edit, Finding } from '../rules/types.ts';
import type { Location } from '../source/location.ts';

/** `analysis` is of the edited text. A step whose call is nowhere any more keeps the place where it would stand. */
export function relocate(analysis: Analysis, finding: Finding, edits: readonly Edit[]): Finding {
  const move = (step: Step): Step => ({ ...step, location: nearest(analysis, step, moved(step.location, edits)) });
  const witnesses = finding.witnesses.map((witness): Witness => ({ ...witness, steps: witness.steps.map(move) }));
  const own = finding.witnesses.flatMap((w, i) => w.steps.flatMap((step, n) => (isSame(step.location, finding.location) ? [witnesses[i].steps[n].location] : [])));
  return { ...finding, witnesses, location: own[0] ?? moved(finding.location, edits) };
}

function isSame(a: Location, b: Location): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/** What an edit replaces is where the new text begins. */
function moved(location: Location, edits: readonly Edit[]): Location {
  const { file } = location;
  const before = edits.filter((e) => e.location.file === file && isAtOrBefore(e.location, location));
  let lines = 0;
  let columns = 0;
  for (const { location: at, newText } of before) {
    const added = newText.split('\n');
    lines += added.length - 1 - (at.endLine - at.line);
    if (at.endLine !== location.line) continue;
    const isInside = !endsBefore(at, location);
    if (isInside) columns += at.column - location.column;
    else columns += added.length > 1 ? added.at(-1)!.length + 1 - at.endColumn : newText.length - (at.line === at.endLine ? at.endColumn - at.column : at.endColumn - 1);
  }
  return { ...location, line: location.line + lines, column: location.column + columns, endLine: location.endLine + lines, endColumn: location.endColumn + columns };
}

function isAtOrBefore(a: Location, b: Location): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}

function endsBefore(a: Location, b: Location): boolean {
  return a.endLine < b.line || (a.endLine === b.line && a.endColumn <= b.column);
}

/** The operation of the function that stands there, or on that line, or else the nearest that the step's words name. */
function nearest({ program }: Analysis, { function: name, what }: Step, location: Location): Location {
  const found: { readonly place: { readonly line: number; readonly column: number }; readonly distance: number }[] = [];
  for (const { id, facts } of program.table.functions) {
    const view = facts.form === 'file' || nameOf(program, id) !== name ? undefined : program.viewOf(id);
    if (view?.file.path !== location.file) continue;
    for (let at = 0; at < view.facts.codeLength; at++) {
      const [op, call] = view.operation(at);
      if (op !== Op.Call && op !== Op.Return && op !== Op.GuardEnd) continue;
      const isNamed = op === Op.Call && what.includes(` ${view.calleeName(call)}()`);
      const places = [view.site(at), ...(op === Op.Call ? Array.from({ length: view.argumentCount(call) }, (_, i) => view.argumentSite(call, i)) : [])];
      for (const place of places) if (place && (isNamed || place.line === location.line)) found.push({ place, distance: distance(place, location, isNamed) });
    }
  }
  const best = found.sort((a, b) => a.distance - b.distance)[0]?.place;
  return best ? { ...location, line: best.line, column: best.column, endLine: best.line, endColumn: best.column } : location;
}

/** The very place, then the line, then elsewhere: there only a call of that name is asked for. */
function distance(place: { readonly line: number; readonly column: number }, { line, column }: Location, isNamed: boolean): number {
  const lines = Math.abs(place.line - line);
  return lines * 10_000 + (lines === 0 ? Math.abs(place.column - column) : 0) + (isNamed ? 0 : 1);
}
