/** Kernel options that are taken to be off, in code and in `#ifdef`: with them locks are other locks, and what is said here would not hold. */

/** Macros that ask for an option by name. */
export const optionTests: ReadonlySet<string> = new Set(['IS_ENABLED']);
export const optionsOff: ReadonlySet<string> = new Set(['CONFIG_PREEMPT_RT']);
