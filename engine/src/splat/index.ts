/** Kernel reports explained: from the log alone, and against source that was analysed. */

export { explainSplat, type Explanation } from './explain.ts';
export { splatMarkdown } from './markdown.ts';
export { matchSplats, type SplatMatch } from './match.ts';
export type { Frame, Splat, SplatKind, Stack } from './types.ts';
