/** What the simulator's panel and its webview say to each other. */

import type { Location } from '../../../engine/src/source/location.ts';
import type { Simulation } from '../../../engine/src/simulation/types.ts';

export interface ToView {
  readonly simulation: Simulation;
}

/** `step`: another step is shown; its place is to be highlighted. */
export type ToHost = { readonly kind: 'ready' } | { readonly kind: 'step'; readonly location: Location };
