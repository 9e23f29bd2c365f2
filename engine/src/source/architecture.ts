/** For which architecture a file is built, by its place in the tree. */

/** Of code that is built for one architecture only: `x86`, `arm64`. User-mode Linux runs on x86, and takes code from there. */
export function architectureOf(path: string): string {
  const name = path.startsWith('arch/') ? path.slice(5, path.indexOf('/', 5)) : '';
  return name === 'um' ? 'x86' : name;
}

/** Whether the two are never built into one kernel. */
export function areOfTwoArchitectures(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b;
}
