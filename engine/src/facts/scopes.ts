/** Which variable a name means where: blocks nest, and an inner name hides an outer one until its block ends. */

export interface Scopes {
  declare(name: string, variable: number): void;
  lookup(name: string): number | undefined;
  open(): void;
  close(): void;
  /** For the next function. */
  clear(): void;
}

/** A declaration and what it hides. */
interface Hiding {
  readonly name: string;
  readonly outer: number | undefined;
}

export function createScopes(): Scopes {
  const visible = new Map<string, number>();
  const hidings: Hiding[] = [];
  const openings: number[] = [];
  return {
    declare(name, variable) {
      hidings.push({ name, outer: visible.get(name) });
      visible.set(name, variable);
    },
    lookup: (name) => visible.get(name),
    open: () => void openings.push(hidings.length),
    close() {
      const opening = openings.pop() ?? 0;
      while (hidings.length > opening) {
        const { name, outer } = hidings.pop()!;
        if (outer === undefined) visible.delete(name);
        else visible.set(name, outer);
      }
    },
    clear() {
      visible.clear();
      hidings.length = openings.length = 0;
    },
  };
}
