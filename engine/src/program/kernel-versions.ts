/** Kernel versions: what a configuration asks for, the windows in which something holds, and where the two meet. */

import type { KernelWindow } from '../knowledge/bpf-types.ts';

/** Versions as numbers that compare: major, minor, patch. */
type Version = number;

/** One entry of `kernelVersions`: half open, `before` Infinity when it has no end. */
export interface KernelRange {
  readonly text: string;
  readonly from: Version;
  readonly before: Version;
}

/** Oldest kernel that the tables speak of. */
const OLDEST = '5.10';
const versionText = /^(>=|<=|>|<|=)?\s*(\d+)\.(\d+)(?:\.(\d+))?(?:\s*-\s*(\d+)\.(\d+)(?:\.(\d+))?)?$/;

function version(major: string | number, minor: string | number, patch: string | number = 0): Version {
  return (Number(major) * 1000 + Number(minor)) * 10000 + Number(patch);
}

function versionOf(text: string): Version {
  const [major, minor, patch] = text.split('.');
  return version(major, minor, patch);
}

/** `6.12` is the whole series, `6.12.30` that release; `>=6.15`, `<6.6`, `6.1-6.12` are ranges. Undefined for anything else. */
export function parseKernelRange(text: string): KernelRange | undefined {
  const match = versionText.exec(text.trim());
  if (!match) return undefined;
  const [, operator = '=', major, minor, patch, major2, minor2, patch2] = match;
  const first = version(major, minor, patch);
  const after = patch === undefined ? version(major, Number(minor) + 1) : first + 1;
  const range = (from: Version, before: Version): KernelRange => ({ text: text.trim(), from, before });
  if (major2 !== undefined) return range(first, patch2 === undefined ? version(major2, Number(minor2!) + 1) : version(major2, minor2!, patch2) + 1);
  switch (operator) {
    case '>=': return range(first, Infinity);
    case '>': return range(after, Infinity);
    case '<': return range(0, first);
    case '<=': return range(0, after);
    default: return range(first, after);
  }
}

export function parseKernelRanges(texts: readonly string[]): readonly KernelRange[] {
  return texts.flatMap((text) => parseKernelRange(text) ?? []);
}

/** A window as half-open stretches: stable series that have a fix end there, unless the window ends before. */
function stretchesOf({ from, before, fixed = [] }: KernelWindow): (readonly [Version, Version])[] {
  let stretches: (readonly [Version, Version])[] = [[from === undefined ? 0 : versionOf(from), before === undefined ? Infinity : versionOf(before)]];
  for (const release of fixed) {
    const [major, minor] = release.split('.');
    const start = versionOf(release);
    const end = version(major, Number(minor) + 1);
    stretches = stretches.flatMap(([a, b]): (readonly [Version, Version])[] => (b <= start || a >= end ? [[a, b]] : [...(a < start ? [[a, start] as const] : []), ...(b > end ? [[end, b] as const] : [])]));
  }
  return stretches;
}

/** Those of the ranges asked for in which at least one window holds; all that can be said when none is asked for is [] with `holds`. */
export function affected(ranges: readonly KernelRange[], windows: readonly KernelWindow[]): { readonly holds: boolean; readonly on: readonly string[] } {
  if (ranges.length === 0) return { holds: windows.length > 0, on: [] };
  const stretches = windows.flatMap(stretchesOf);
  const on = ranges.filter((range) => stretches.some(([a, b]) => a < range.before && range.from < b)).map(({ text }) => text);
  return { holds: on.length > 0, on };
}

/** `before 6.15`, `from 6.15 and before 6.19, fixed in 6.17.13 and 6.18.2`, `on every kernel`. */
export function describeWindow({ from, before, fixed = [] }: KernelWindow): string {
  const since = from === undefined || versionOf(from) <= versionOf(OLDEST) ? '' : from;
  const text = since && before ? `from ${since} and before ${before}` : since ? `since ${since}` : before ? `before ${before}` : 'on every kernel';
  return fixed.length ? `${text}, fixed in ${listOf(fixed)}` : text;
}

/** Where a window holds, for the kernels asked for: `on 6.1 and 6.12`, with the window itself where it is narrower than a range. */
export function describeAffected(ranges: readonly KernelRange[], windows: readonly KernelWindow[]): string {
  const whole = windows.map(describeWindow).join('; ');
  const { on } = affected(ranges, windows);
  if (on.length === 0) return whole === 'on every kernel' ? whole : `on kernels ${whole}`;
  const stretches = windows.flatMap(stretchesOf);
  const isCovered = (text: string): boolean => {
    const range = parseKernelRange(text)!;
    return stretches.some(([a, b]) => a <= range.from && range.before <= b);
  };
  return `on ${listOf(on)}${on.every(isCovered) ? '' : ` (${whole})`}`;
}

export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
