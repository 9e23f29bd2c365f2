/** Two texts → a unified diff that `patch` and `git apply` take. */

const CONTEXT = 3;
/** Lines that must agree before two texts count as one again. */
const ANCHOR = 3;
/** Lines looked ahead for such a place; beyond, the rest is one change. */
const HORIZON = 400;

interface Change {
  /** Half-open ranges of line indices. */
  readonly a: readonly [from: number, to: number];
  readonly b: readonly [from: number, to: number];
}

/** '' for equal texts. `path` has `/` between names. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const a = linesOf(before);
  const b = linesOf(after);
  const hunks = groupChanges(changesOf(a, b));
  return hunks.length ? [`--- a/${path}\n`, `+++ b/${path}\n`, ...hunks.map((hunk) => renderHunk(a, b, hunk))].join('') : '';
}

/** With their ends; the last one may lack it. */
function linesOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/);
  return lines.length === 1 && lines[0] === '' ? [] : lines;
}

function changesOf(a: readonly string[], b: readonly string[]): Change[] {
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    const [skipA, skipB] = resynchronise(a, b, i, j);
    changes.push(...refine(a, b, { a: [i, i + skipA], b: [j, j + skipB] }));
    i += skipA;
    j += skipB;
  }
  return changes;
}

/** Larger changes stay whole: the table for the longest common part grows with their product. */
const LARGEST_TABLE = 250_000;

/** Lines that both sides of a change have in common are no part of it. */
function refine(a: readonly string[], b: readonly string[], change: Change): Change[] {
  const [fromA, toA] = change.a;
  const [fromB, toB] = change.b;
  const width = toB - fromB + 1;
  if ((toA - fromA + 1) * width > LARGEST_TABLE) return [change];
  const common = new Int32Array((toA - fromA + 1) * width);
  const at = (i: number, j: number): number => (i - fromA) * width + (j - fromB);
  for (let i = toA - 1; i >= fromA; i--)
    for (let j = toB - 1; j >= fromB; j--) common[at(i, j)] = a[i] === b[j] ? common[at(i + 1, j + 1)] + 1 : Math.max(common[at(i + 1, j)], common[at(i, j + 1)]);
  const parts: Change[] = [];
  let i = fromA;
  let j = fromB;
  while (i < toA || j < toB) {
    const [startA, startB] = [i, j];
    while ((i < toA || j < toB) && !(i < toA && j < toB && a[i] === b[j])) {
      if (j >= toB || (i < toA && common[at(i + 1, j)] >= common[at(i, j + 1)])) i++;
      else j++;
    }
    if (i > startA || j > startB) parts.push({ a: [startA, i], b: [startB, j] });
    while (i < toA && j < toB && a[i] === b[j]) {
      i++;
      j++;
    }
  }
  return parts;
}

/** How many lines of each to pass over until both go on alike, as few as possible. */
function resynchronise(a: readonly string[], b: readonly string[], i: number, j: number): readonly [number, number] {
  for (let total = 1; total <= HORIZON; total++)
    for (let skipB = 0; skipB <= total; skipB++) if (isAlike(a, b, i + total - skipB, j + skipB)) return [total - skipB, skipB];
  return [a.length - i, b.length - j];
}

function isAlike(a: readonly string[], b: readonly string[], i: number, j: number): boolean {
  if (i > a.length || j > b.length) return false;
  const rest = Math.min(a.length - i, b.length - j);
  if (rest < ANCHOR && a.length - i !== b.length - j) return false;
  for (let n = 0; n < Math.min(ANCHOR, rest); n++) if (a[i + n] !== b[j + n]) return false;
  return true;
}

/** Changes so near to each other that their context meets make one hunk. */
function groupChanges(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.a[0] - last.a[1] <= 2 * CONTEXT) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  return groups;
}

function renderHunk(a: readonly string[], b: readonly string[], changes: readonly Change[]): string {
  const first = changes[0];
  const last = changes[changes.length - 1];
  const before = Math.min(CONTEXT, first.a[0]);
  const after = Math.min(CONTEXT, a.length - last.a[1]);
  const from = first.a[0] - before;
  const to = last.a[1] + after;
  const sizeA = to - from;
  const sizeB = last.b[1] - first.b[0] + before + after;
  const lines: string[] = [];
  let at = from;
  for (const change of changes) {
    lines.push(...marked(' ', a.slice(at, change.a[0])), ...marked('-', a.slice(...change.a)), ...marked('+', b.slice(...change.b)));
    at = change.a[1];
  }
  lines.push(...marked(' ', a.slice(at, to)));
  return `@@ -${rangeText(from, sizeA)} +${rangeText(first.b[0] - before, sizeB)} @@\n${lines.join('')}`;
}

/** An empty range is named by the line before it. */
function rangeText(from: number, size: number): string {
  return `${size === 0 ? from : from + 1},${size}`;
}

function marked(sign: string, lines: readonly string[]): string[] {
  return lines.map((line) => `${sign}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`);
}
