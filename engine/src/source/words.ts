/** Letters, digits and underscores by position: false outside the text. Keys are looked through by the million, and a pattern is slower. */

const [ZERO, NINE, CAPITAL_A, CAPITAL_Z, UNDERSCORE, SMALL_A, SMALL_Z] = [48, 57, 65, 90, 95, 97, 122];

export function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= NINE;
}

/** As `\w` in a pattern. */
export function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= SMALL_A && code <= SMALL_Z) || (code >= ZERO && code <= NINE) || (code >= CAPITAL_A && code <= CAPITAL_Z) || code === UNDERSCORE;
}
