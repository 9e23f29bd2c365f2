/** Equal-length replacements in a text, collected in any order; an outer one wins over those inside it. */

export interface Edits {
  blank(start: number, end: number): void;
  replace(start: number, text: string): void;
  /** Puts a semicolon into the white space behind `end`; false if there is none before `limit`. */
  semicolon(end: number, limit: number): boolean;
  apply(start: number, end: number): string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SPACES = ' '.repeat(256);

export function createEdits(source: string): Edits {
  const edits: Edit[] = [];
  const characters: Edit[] = [];
  return {
    blank(start, end) {
      if (start < end) edits.push({ start, end, text: blanks(source, start, end) });
    },
    replace(start, text) {
      const end = start + text.length;
      if (end > start) edits.push({ start, end, text: withLineEnds(source, start, end, text) });
    },
    semicolon(end, limit) {
      for (let p = end; p < limit; p++) {
        const c = source.charCodeAt(p);
        if (c === 32 || c === 9) {
          characters.push({ start: p, end: p + 1, text: ';' });
          return true;
        }
        // Comments are blank by the time this is read.
        if (c !== 10 && c !== 13) {
          characters.push({ start: p, end: p + 1, text: ';' });
          return true;
        }
      }
      return false;
    },
    apply(start, end) {
      return applyTo(applyTo(source.slice(start, end), start, edits), start, characters);
    },
  };
}

function applyTo(text: string, base: number, edits: Edit[]): string {
  if (edits.length === 0) return text;
  edits.sort((a, b) => a.start - b.start || b.end - a.end);
  const end = base + text.length;
  let out = '';
  let at = base;
  for (const edit of edits) {
    if (edit.start < at || edit.end > end) continue;
    out += text.slice(at - base, edit.start - base) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at - base);
}

function blanks(source: string, start: number, end: number): string {
  const line = source.indexOf('\n', start);
  if (line < 0 || line >= end) return spaces(end - start);
  return source.slice(start, end).replace(/[^\r\n]/g, ' ');
}

/** A replacement must not swallow a line's end that the garbage it replaces may hold. */
function withLineEnds(source: string, start: number, end: number, text: string): string {
  for (let p = start; p < end; p++) {
    const c = source.charCodeAt(p);
    if (c === 10 || c === 13) return Array.from(text, (x, i) => (/[\r\n]/.test(source[start + i]) ? source[start + i] : x)).join('');
  }
  return text;
}

function spaces(count: number): string {
  return count <= 256 ? SPACES.slice(0, count) : ' '.repeat(count);
}
