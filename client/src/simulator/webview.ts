/** Entry point of the webview's script: shows the simulation it is sent, and tells the host which step is shown. */

import { createSimulator } from './view/simulator.ts';
import type { ToHost, ToView } from './messages.ts';

declare function acquireVsCodeApi(): { postMessage(message: ToHost): void };

const host = acquireVsCodeApi();

window.addEventListener('message', ({ data }: MessageEvent<ToView>) => {
  const simulator = createSimulator(data.simulation, { onStep: ({ location }) => host.postMessage({ kind: 'step', location }) });
  document.body.replaceChildren(simulator);
  simulator.focus();
});
host.postMessage({ kind: 'ready' });
