/** What is assumed of an expression, as text: see `Assumptions`. */

import { blockingGfp } from '../knowledge/sleep-flags.ts';

/** Of an allocation mask: it lets the allocator sleep, or it does not. */
export const BLOCKING = 'B';
export const NO_BLOCKING = 'A';

/** As many constants are listed. */
const MAX_LISTED = 12;

/** `=A` or `=B`: `?A;B`; undefined where a value is no constant, or too many are. */
export function eitherValue(a: string, b: string | undefined): string | undefined {
  if (a === b) return a;
  if (b === undefined || !/^[=?]/.test(a) || !/^[=?]/.test(b)) return undefined;
  const all = [...new Set([...a.slice(1).split(';'), ...b.slice(1).split(';')])];
  return all.length > MAX_LISTED ? undefined : `?${all.join(';')}`;
}

/** Of a value that is not A, and now found not to be B either: `!A;B`. */
export function excluding(known: string | undefined, value: string): string {
  if (known?.[0] !== '!' || value[0] !== '!') return value;
  const all = new Set([...listed(known), ...listed(value)]);
  return all.size > MAX_LISTED ? value : `!${[...all].sort().join(';')}`;
}

/** What remains where a value is either of two that exclude each other: '' for nothing, `!A` of `=B` and `!A;B`; undefined where that cannot be said in one. */
export function remaining(a: string, b: string): string | undefined {
  if (b[0] === '=') [a, b] = [b, a];
  if (a[0] === '=' && b[0] === '!') {
    const others = listed(b).filter((one) => one !== a.slice(1));
    if (others.length === listed(b).length) return undefined;
    return others.length ? `!${others.join(';')}` : '';
  }
  const isOpposite = (one: string, other: string): boolean => (a === one && b === other) || (a === other && b === one);
  return isOpposite('T', 'F') || isOpposite(BLOCKING, NO_BLOCKING) ? '' : undefined;
}

function listed(value: string): readonly string[] {
  return value.slice(1).split(';');
}

/** Whether two assumed values of one expression exclude each other. */
export function contradicts(a: string, b: string): boolean {
  if (a === b) return false;
  if (a[0] === '?') return a.slice(1).split(';').every((one) => contradicts(`=${one}`, b));
  if (b[0] === '?') return contradicts(b, a);
  if (isAboutBlocking(b)) return contradictsBlocking(a, b);
  if (isAboutBlocking(a)) return contradictsBlocking(b, a);
  if ((isZero(a) && isNonzero(b)) || (isNonzero(a) && isZero(b))) return true;
  if (a[0] === '=' && b[0] === '=') return !isZero(a) || !isZero(b);
  if (a[0] === '=' && b[0] === '!') return listed(b).includes(a.slice(1));
  if (a[0] === '!' && b[0] === '=') return listed(a).includes(b.slice(1));
  return false;
}

function isZero(value: string): boolean {
  return value === 'F' || value === '=0' || value === '=NULL' || value === '=false';
}

/** A name may stand for zero (IRQ_NONE): only numbers, errors and `true` are known not to. */
export function isNonzero(value: string): boolean {
  return value === 'T' || value === 'N' || value === '!0' || value === '!NULL' || value === '=true' || (/^=(\d|-[^0])/.test(value) && !isZero(value));
}

function isAboutBlocking(value: string): boolean {
  return value === BLOCKING || value === NO_BLOCKING;
}

function contradictsBlocking(a: string, b: string): boolean {
  if (isAboutBlocking(a)) return true;
  if (a === 'F' || /^=(0|NULL|false)$/.test(a)) return b === BLOCKING;
  return a[0] === '=' && /GFP_/.test(a) && blockingGfp.test(a) !== (b === BLOCKING);
}
