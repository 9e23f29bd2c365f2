/** Text that is safe and aligned on a terminal: colours, tabs, and characters that would do something to it. */

export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly green: (text: string) => string;
}

const TAB = 8;

export function palette(hasColour: boolean): Palette {
  const sgr = (code: number) => (text: string) => (hasColour && text ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { bold: sgr(1), dim: sgr(2), red: sgr(31), yellow: sgr(33), cyan: sgr(36), green: sgr(32) };
}

/** Source text may hold escape sequences and marks that turn the direction of writing: shown as `<1B>`, never sent. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => `<${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}>`);
}

/** A line of source with its tabs spread, and where the range from `column` to `endColumn` (1-based, UTF-16 units, end exclusive) stands in it, in cells. */
export function spread(line: string, column: number, endColumn: number): { readonly text: string; readonly start: number; readonly width: number } {
  const before = cells(line.slice(0, column - 1), 0);
  const within = cells(line.slice(column - 1, endColumn - 1), before.width);
  const after = cells(line.slice(endColumn - 1), within.width);
  return { text: before.text + within.text + after.text, start: before.width, width: Math.max(1, within.width - before.width) };
}

/** `width`: cell after the text, which begins at cell `at`. */
function cells(raw: string, at: number): { readonly text: string; readonly width: number } {
  let text = '';
  let width = at;
  for (const character of printableButTabs(raw)) {
    const part = character === '\t' ? ' '.repeat(TAB - (width % TAB)) : character;
    text += part;
    width += isWide(character) ? 2 : character === '\t' ? part.length : 1;
  }
  return { text, width };
}

function printableButTabs(raw: string): string {
  return raw.split('\t').map(printable).join('\t');
}

/** East Asian wide characters and emoji take two cells. */
function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(character);
}
