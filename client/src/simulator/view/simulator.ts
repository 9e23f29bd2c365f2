/** The simulator as one element: controls, timeline, machine, and the switch to the fixed program. Knows no host; used by the webview and by the HTML report. */

import type { Run, Simulation, Step } from '../../../../engine/src/simulation/types.ts';
import { element } from './dom.ts';
import { machineState } from './machine-state.ts';
import { createTimeline, textOf, type Timeline } from './timeline.ts';

export interface SimulatorEvents {
  /** Told whenever another step is shown. */
  readonly onStep?: (step: Step) => void;
}

/** A run with the names of what it locks. */
type ShownRun = Run & Pick<Simulation, 'locks' | 'maps'>;

/** Milliseconds that a step stays while playing. */
const PACE = 900;

export function createSimulator(simulation: Simulation, { onStep }: SimulatorEvents = {}): HTMLElement {
  const root = element('section', { class: 'simulator', tabindex: '0', 'aria-label': `Replay: ${simulation.message}` });
  if (simulation.run.steps.length === 0) {
    root.append(element('p', { class: 'reason' }, [`Not replayed: ${simulation.reason}`]));
    return root;
  }
  const broken: ShownRun = { ...simulation.run, locks: simulation.locks, maps: simulation.maps };
  const state = { run: broken, step: 0, timer: 0, timeline: undefined as Timeline | undefined };
  const slider = element('input', { type: 'range', min: '0', class: 'scrub', 'aria-label': 'Step' });
  const counter = element('output', { class: 'counter' });
  const play = button('Play', 'space', () => toggle());
  const fix = element('button', { type: 'button', 'aria-pressed': 'false', title: 'f' }, ['With the fix']);
  const machine = element('div', {});
  const scroller = element('div', { class: 'scroller' });
  const said = element('p', { class: 'said', 'aria-live': 'polite' });
  const verdict = element('p', { class: 'verdict', role: 'status' });

  function show(step: number): void {
    state.step = Math.max(0, Math.min(state.run.steps.length - 1, step));
    const current = state.run.steps[state.step];
    state.timeline!.show(state.step);
    slider.value = String(state.step);
    slider.setAttribute('aria-valuetext', textOf(current));
    counter.value = `${state.step + 1} / ${state.run.steps.length}`;
    machine.replaceChildren(machineState(current, simulation.lanes, state.run.locks, state.run.maps));
    said.textContent = textOf(current);
    const isLast = state.step === state.run.steps.length - 1;
    verdict.className = `verdict ${!isLast ? '' : state.run.bad === 'none' ? 'good' : 'fatal'}`;
    verdict.textContent = isLast ? state.run.explanation : '';
    onStep?.(current);
    if (isLast) pause();
  }

  function use(run: ShownRun): void {
    pause();
    state.run = run;
    state.timeline = createTimeline(simulation.lanes, run, show);
    scroller.replaceChildren(state.timeline.root);
    slider.max = String(run.steps.length - 1);
    show(0);
  }

  function toggle(): void {
    if (state.timer) return pause();
    if (state.step === state.run.steps.length - 1) show(0);
    state.timer = window.setInterval(() => show(state.step + 1), PACE);
    play.textContent = 'Pause';
  }

  function pause(): void {
    window.clearInterval(state.timer);
    state.timer = 0;
    play.textContent = 'Play';
  }

  function switchFix(): void {
    const { fixed } = simulation;
    if (!fixed?.steps.length) return;
    const isOn = fix.getAttribute('aria-pressed') !== 'true';
    fix.setAttribute('aria-pressed', String(isOn));
    use(isOn ? fixed : broken);
  }

  slider.addEventListener('input', () => show(Number(slider.value)));
  fix.addEventListener('click', switchFix);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => show(state.step + 1), ArrowDown: () => show(state.step + 1), ArrowLeft: () => show(state.step - 1), ArrowUp: () => show(state.step - 1),
    Home: () => show(0), End: () => show(state.run.steps.length - 1), PageDown: () => show(state.step + 10), PageUp: () => show(state.step - 10), ' ': toggle, f: switchFix,
  };
  root.addEventListener('keydown', (event) => {
    const act = event.target instanceof HTMLButtonElement && event.key === ' ' ? undefined : keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  const controls = [button('First', 'Home', () => show(0)), button('Back', 'left', () => show(state.step - 1)), play, button('Step', 'right', () => show(state.step + 1)), button('Last', 'End', () => show(state.run.steps.length - 1))];
  root.append(
    element('div', { class: 'controls', role: 'toolbar', 'aria-label': 'Replay' }, [...controls, slider, counter, ...(simulation.fixed?.steps.length ? [fix] : [])]),
    ...(simulation.preemption === 'full' ? [] : [element('p', { class: 'kernel' }, [`On a kernel with PREEMPT_${simulation.preemption.toUpperCase()}.`])]),
    ...(simulation.fixed ? [element('p', { class: 'remedy' }, [`${simulation.fixed.by === 'edits' ? 'Fix, applied and analysed again' : 'Advice'}: ${simulation.fixed.title}. `, simulation.fixed.explanation])] : []),
    said, verdict, machine, scroller,
    ...(simulation.splat ? [element('details', { class: 'splat' }, [element('summary', {}, ['As the kernel would report it']), element('pre', {}, [simulation.splat])])] : []),
  );
  use(broken);
  return root;
}

function button(text: string, key: string, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', title: key }, [text]);
  made.addEventListener('click', act);
  return made;
}
