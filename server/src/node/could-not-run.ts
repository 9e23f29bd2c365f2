/** The one error that hosts throw on purpose: the command cannot run, and the message says why to a person. */

export class CouldNotRun extends Error {}
