/** The machine as it is after one step: what runs on each CPU, what is masked there, who owns which lock. */

import type { CpuView, Lane, LockSpec, Step } from '../../../../engine/src/simulation/types.ts';
import { element } from './dom.ts';

export function machineState(step: Step, lanes: readonly Lane[], locks: readonly LockSpec[], maps: readonly string[]): HTMLElement {
  return element('div', { class: 'machine' }, [
    ...step.cpus.map((cpu, number) => cpuBox(cpu, number, lanes)),
    element('section', { class: 'locks', 'aria-label': 'Locks' }, [element('h3', {}, ['Locks']), element('ul', {}, locks.map((lock, id) => lockLine(lock, step.locks[id], lanes)))]),
    ...step.maps.map((keys, map) => element('section', { class: 'map', 'aria-label': maps[map] }, [element('h3', {}, [maps[map]]), element('ol', {}, keys.map((key) => element('li', {}, [key])))])),
  ]);
}

function cpuBox({ stack, irqs, bh, preemptible, pending }: CpuView, number: number, lanes: readonly Lane[]): HTMLElement {
  const running = [...stack].reverse().map((id, i) => element('li', { class: `${lanes[id].context} ${i === 0 ? 'top' : 'below'}` }, [`${lanes[id].label.replace(/^CPU\d+ /, '')}: `, element('code', {}, [`${lanes[id].function}()`]), i === 0 ? '' : ' (interrupted)']));
  return element('section', { class: 'cpu', 'aria-label': `CPU${number}` }, [
    element('h3', {}, [`CPU${number}`]),
    element('p', { class: 'flags' }, [flag('hardirqs', irqs), flag('softirqs', bh), flag('preemption', preemptible)]),
    element('ol', {}, running.length ? running : [element('li', { class: 'idle' }, ['idle'])]),
    ...(pending.length ? [element('p', { class: 'pending' }, [`pending: ${pending.map((id) => lanes[id].function).join(', ')}()`])] : []),
  ]);
}

function flag(name: string, isOn: boolean): HTMLElement {
  return element('span', { class: isOn ? 'flag on' : 'flag off' }, [`${name} ${isOn ? 'on' : 'off'}`]);
}

function lockLine({ name, kind }: LockSpec, { owners, waiters }: Step['locks'][number], lanes: readonly Lane[]): HTMLElement {
  const who = (ids: readonly number[]): string => ids.map((id) => `${lanes[id].label} (${lanes[id].function})`).join(', ');
  return element('li', { class: waiters.length ? 'contended' : owners.length ? 'owned' : 'free' }, [
    element('code', {}, [name]), ` ${kind}: ${owners.length ? `owned by ${who(owners)}` : 'free'}${waiters.length ? `; waited for by ${who(waiters)}` : ''}`,
  ]);
}
