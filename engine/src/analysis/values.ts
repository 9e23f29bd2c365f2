/** What is assumed of an expression, as text: see `Assumptions`. */

/** As many constants are listed. */
const MAX_LISTED = 12;

/** `=A` or `=B`: `?A;B`; undefined where a value is no constant, or too many are. */
export function eitherValue(a: string, b: string | undefined): string | undefined {
  if (a === b) return a;
  if (b === undefined || !/^[=?]/.test(a) || !/^[=?]/.test(b)) return undefined;
  const all = [...new Set([...a.slice(1).split(';'), ...b.slice(1).split(';')])];
  return all.length > MAX_LISTED ? undefined : `?${all.join(';')}`;
}

/** Whether two assumed values of one expression exclude each other. */
export function contradicts(a: string, b: string): boolean {
  if (a === b) return false;
  if (a[0] === '?') return a.slice(1).split(';').every((one) => contradicts(`=${one}`, b));
  if (b[0] === '?') return contradicts(b, a);
  const zero = (v: string): boolean => v === 'F' || v === '=0' || v === '=NULL' || v === '=false';
  // A name may stand for zero (IRQ_NONE): only numbers, errors and `true` are known not to.
  const nonzero = (v: string): boolean => v === 'T' || v === 'N' || v === '!0' || v === '!NULL' || v === '=true' || (/^=(\d|-[^0])/.test(v) && !zero(v));
  if ((zero(a) && nonzero(b)) || (nonzero(a) && zero(b))) return true;
  if (a[0] === '=' && b[0] === '=') return !zero(a) || !zero(b);
  if (a[0] === '=' && b[0] === '!') return a.slice(1) === b.slice(1);
  if (a[0] === '!' && b[0] === '=') return a.slice(1) === b.slice(1);
  return false;
}
