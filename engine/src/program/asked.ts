/**
 * What a computation asks of the linked program, by name. A summary holds as long as no name that it asked about has changed its
 * meaning, so names are all that has to be kept to know which summaries an edit can touch.
 */

/** Numbers that stand for names; the same name has the same number as long as the program lives. */
export type NameId = number;

export interface Asked {
  /** Something was asked about a name: of functions, variables, types, or of what may be stored in a pointer. */
  note(name: string): void;
  /** Runs a computation; gives the names it asked about, but not those that a `during` inside it asked about. Undefined when nobody records. */
  during(run: () => void): readonly NameId[] | undefined;
  idOf(name: string): NameId | undefined;
  readonly isRecording: boolean;
}

export function createAsked(isRecording: boolean): Asked {
  const ids = new Map<string, NameId>();
  /** By name: the last computation that asked. */
  const lastAsker: number[] = [];
  let askers = 0;
  let asker = 0;
  let names: NameId[] | undefined;

  return {
    isRecording,
    note(name) {
      if (!names) return;
      let id = ids.get(name);
      if (id === undefined) ids.set(name, (id = ids.size));
      if (lastAsker[id] === asker) return;
      lastAsker[id] = asker;
      names.push(id);
    },
    during(run) {
      if (!isRecording) return void run();
      const outer = { names, asker };
      const own: NameId[] = (names = []);
      asker = ++askers;
      try {
        run();
      } finally {
        ({ names, asker } = outer);
      }
      return own;
    },
    idOf: (name) => ids.get(name),
  };
}
