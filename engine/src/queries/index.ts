/** The questions that an editor asks of an analysis. */

export { calleesOf, callersOf } from './calls.ts';
export { lockClassesOf, lockClassOf } from './lock-classes.ts';
export { headsOf, outlineOf } from './outline.ts';
export type * from './types.ts';
