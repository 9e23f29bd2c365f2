/** Lists of integers by number, in one array: hundreds of thousands of short lists would cost more than what is in them. */

export interface IntLists {
  /** A snapshot: `set` does not change it. */
  get(key: number): Int32Array;
  set(key: number, values: ArrayLike<number>): void;
}

const none = new Int32Array(0);

export function createIntLists(): IntLists {
  let pool = new Int32Array(1024);
  let end = 0;
  let wasted = 0;
  const starts: number[] = [];
  const lengths: number[] = [];

  /** Lists that were set anew leave gaps; when these are half of all, or there is no more room, the others move together. */
  function makeRoom(length: number): void {
    const kept = end - wasted;
    let size = pool.length;
    while (size < 2 * kept + length) size *= 2;
    const next = new Int32Array(size);
    end = 0;
    starts.forEach((start, key) => {
      next.set(pool.subarray(start, start + lengths[key]), end);
      starts[key] = end;
      end += lengths[key];
    });
    pool = next;
    wasted = 0;
  }

  return {
    get: (key) => (lengths[key] ? pool.subarray(starts[key], starts[key] + lengths[key]) : none),
    set(key, values) {
      wasted += lengths[key] ?? 0;
      lengths[key] = 0;
      if (end + values.length > pool.length || wasted > end / 2 + 1024) makeRoom(values.length);
      pool.set(values, end);
      starts[key] = end;
      lengths[key] = values.length;
      end += values.length;
    },
  };
}
