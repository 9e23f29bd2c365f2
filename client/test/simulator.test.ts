/** The simulator's view at 1,000 steps: what a step costs in elements, and what a screen reader is told. No browser: elements that only count. */

import { beforeEach, expect, test, vi } from 'vitest';
import type { Simulation, Step } from '../../engine/src/simulation/types.ts';
import { createSimulator } from '../src/simulator/view/simulator.ts';

let made = 0;

class FakeElement {
  readonly attributes = new Map<string, string>();
  readonly listeners = new Map<string, (event: unknown) => void>();
  children: (FakeElement | string)[] = [];
  value = '';
  max = '';
  changes = 0;

  constructor(readonly name: string) {
    made++;
  }

  set className(value: string) {
    this.attributes.set('class', value);
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('');
  }

  set textContent(text: string) {
    this.children = [text];
  }

  setAttribute(key: string, value: string): void {
    this.changes++;
    this.attributes.set(key, value);
  }

  getAttribute(key: string): string | null {
    return this.attributes.get(key) ?? null;
  }

  removeAttribute(key: string): void {
    this.changes++;
    this.attributes.delete(key);
  }

  append(...children: (FakeElement | string)[]): void {
    this.children.push(...children);
  }

  replaceChildren(...children: (FakeElement | string)[]): void {
    this.children = children;
  }

  addEventListener(kind: string, listener: (event: unknown) => void): void {
    this.listeners.set(kind, listener);
  }

  scrollIntoView(): void {}

  all(): FakeElement[] {
    return [this, ...this.children.flatMap((child) => (typeof child === 'string' ? [] : child.all()))];
  }

  find(has: (e: FakeElement) => boolean): FakeElement {
    return this.all().find(has)!;
  }
}

beforeEach(() => {
  vi.stubGlobal('document', { createElement: (name: string) => new FakeElement(name) });
  vi.stubGlobal('window', { setInterval: () => 1, clearInterval: () => undefined });
  vi.stubGlobal('HTMLButtonElement', class {});
});

const location = { file: 'f.c', line: 7, column: 1, endLine: 7, endColumn: 2 };
const stepOf = (_: unknown, i: number): Step => ({ function: 'gc', location, what: `takes lock ${i}`, actor: i % 2, cpu: 0, kind: 'run', time: 0, cpus: [{ stack: [0, 1], irqs: true, bh: false, preemptible: false, pending: [] }], locks: [{ owners: [0], waiters: [1] }], maps: [] });

function simulationOf(steps: number): Simulation {
  const run = { steps: Array.from({ length: steps }, stepOf), bad: 'deadlock', explanation: 'It waits for ever.', states: 9, complete: false } as const;
  const locks = [{ name: 'lock', kind: 'spinlock' }] as const;
  return {
    rule: 'softirq-unsafe-lock', fingerprint: 'f', message: 'a lock', location, preemption: 'full', reproduced: true, reason: '', run, locks, maps: [], splat: 'WARNING',
    lanes: [0, 1].map((actor) => ({ actor, cpu: 0, context: actor ? 'softirq' : 'process', label: `CPU0 ${actor}`, function: 'gc', via: '' } as const)),
    fixed: { ...run, bad: 'none', by: 'edits', title: 'Use spin_lock_bh()', locks, maps: [], explanation: 'No interleaving goes wrong.' },
  };
}

const open = (steps: number): FakeElement => createSimulator(simulationOf(steps)) as unknown as FakeElement;
const press = (root: FakeElement, key: string): void => root.listeners.get('keydown')!({ key, target: root, preventDefault: () => undefined });

test('a step draws no more at 1,000 steps than at ten, and touches two rows', () => {
  const drawn = [10, 1000].map((steps) => {
    const root = open(steps);
    const rows = root.find((e) => e.name === 'tbody').all();
    const [before, changes] = [made, rows.reduce((n, e) => n + e.changes, 0)];
    press(root, 'ArrowRight');
    return [made - before, rows.reduce((n, e) => n + e.changes, 0) - changes];
  });
  expect(drawn[1]).toEqual(drawn[0]);
  expect(drawn[1][1]).toBe(2);
  expect(drawn[1][0]).toBeLessThan(40);
});

test('rows are made once: a timeline of 1,000 steps has some ten elements a step', () => {
  const before = made;
  open(1000);
  expect(made - before).toBeLessThan(12_000);
});

test('a screen reader is told the step, the verdict and what a lane does', () => {
  const root = open(5);
  press(root, 'End');
  const said = root.find((e) => e.getAttribute('aria-live') === 'polite');
  const slider = root.find((e) => e.name === 'input');
  expect(said.textContent).toBe('gc() takes lock 4');
  expect(slider.getAttribute('aria-valuetext')).toBe('gc() takes lock 4');
  expect(root.find((e) => e.getAttribute('role') === 'status').textContent).toBe('It waits for ever.');
  expect(root.getAttribute('aria-label')).toBe('Replay: a lock');
  const marks = root.find((e) => e.name === 'tbody').all().filter((e) => e.getAttribute('role') === 'img');
  expect(new Set(marks.map((e) => e.getAttribute('aria-label')))).toEqual(new Set(['acts', 'interrupted', 'on its CPU']));
  expect(root.all().filter((e) => e.name === 'button').every((e) => e.textContent !== '')).toBe(true);
});

test('with the fix turns to the fixed run and back', () => {
  const root = open(5);
  press(root, 'f');
  press(root, 'End');
  expect(root.find((e) => e.getAttribute('role') === 'status').textContent).toBe('No interleaving goes wrong.');
  press(root, 'f');
  expect(root.find((e) => e.getAttribute('aria-pressed') !== null).getAttribute('aria-pressed')).toBe('false');
});
