/** Views of the functions that were looked at last. There are near a million functions; a view is made in no time and keeps what it works out. */

import type { FunctionView } from './function-view.ts';
import type { FunctionId } from './types.ts';

export interface RecentViews {
  of(id: FunctionId): FunctionView;
  /** The function is another one now. */
  drop(id: FunctionId): void;
  /** What views have worked out is made anew when asked again. */
  forgetKeys(): void;
}

/** More than one stage has in hand at a time. */
const MAX_VIEWS = 1 << 14;

export function createRecentViews(make: (id: FunctionId) => FunctionView): RecentViews {
  const views: (FunctionView | undefined)[] = [];
  /** A ring of those that have a view, the oldest at `next`. */
  const ring: FunctionId[] = [];
  let next = 0;

  function add(id: FunctionId): FunctionView {
    if (ring.length === MAX_VIEWS) views[ring[next]] = undefined;
    ring[next] = id;
    next = (next + 1) % MAX_VIEWS;
    return (views[id] = make(id));
  }

  return {
    of: (id) => views[id] ?? add(id),
    drop(id) {
      views[id] = undefined;
    },
    forgetKeys() {
      for (const id of ring) views[id]?.forget();
    },
  };
}
