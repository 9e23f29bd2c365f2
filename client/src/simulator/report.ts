/** Entry point of the HTML report's script: every finding's replay, made when it is opened. */

import type { Simulation } from '../../../engine/src/simulation/types.ts';
import { createSimulator } from './view/simulator.ts';

for (const place of Array.from(document.querySelectorAll<HTMLElement>('.replay'))) {
  const data = place.querySelector('script[type="application/json"]')?.textContent;
  const details = place.closest('details');
  if (!data) continue;
  const open = (): void => {
    if (place.querySelector('.simulator')) return;
    place.append(createSimulator(JSON.parse(data) as Simulation));
  };
  if (!details || details.open) open();
  else details.addEventListener('toggle', open, { once: true });
}
