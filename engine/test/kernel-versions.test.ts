/** Ranges of kernels as they are configured, and where they meet the windows of the tables. */

import { describe, expect, test } from 'vitest';
import { bpfOperations } from '../src/knowledge/bpf-locks.ts';
import { affected, describeAffected, describeWindow, parseKernelRange, parseKernelRanges } from '../src/program/kernel-versions.ts';

const window = { from: '6.15', before: '6.19', fixed: ['6.17.13', '6.18.2'] };
const on = (...texts: string[]): readonly string[] => affected(parseKernelRanges(texts), [window]).on;

test('a series is all its releases, a release only itself', () => {
  expect(on('6.14', '6.15', '6.16.4', '6.19')).toEqual(['6.15', '6.16.4']);
  expect(on('6.17', '6.17.12', '6.17.13', '6.18.1', '6.18.2')).toEqual(['6.17', '6.17.12', '6.18.1']);
});

test('ranges meet a window or not', () => {
  expect(on('>=6.19', '<6.15', '<=6.15', '>6.18', '5.10-6.14', '6.1 - 6.15', '>=6.1')).toEqual(['<=6.15', '6.1 - 6.15', '>=6.1']);
});

test('what is no version is none', () => {
  expect(['', '6', 'six', '6.1.', '6.1x', '>6', '6.1--6.2'].map(parseKernelRange).filter(Boolean)).toEqual([]);
});

test('no range asks for nothing in particular', () => {
  expect(affected([], [window])).toEqual({ holds: true, on: [] });
  expect(affected([], []).holds).toBe(false);
});

test('windows in words', () => {
  expect(describeWindow(window)).toBe('from 6.15 and before 6.19, fixed in 6.17.13 and 6.18.2');
  expect(describeAffected(parseKernelRanges(['6.1', '6.15']), [window])).toBe('on 6.15');
  expect(describeAffected(parseKernelRanges(['6.17', '7.0']), [window])).toMatch(/^on 6\.17 \(from 6\.15/);
  expect(describeAffected([], [{ before: '7.2' }])).toBe('on kernels before 7.2');
});

describe('operations', () => {
  test.each(bpfOperations.map((row) => [`${row.helpers[0]} ${row.mapTypes[0]}`, row] as const))('%s: its eras follow each other without a gap', (_, { eras }) => {
    expect(eras.slice(1).map((era) => era.from)).toEqual(eras.slice(0, -1).map((era) => era.before));
    expect(eras.at(-1)!.before).toBeUndefined();
  });

  test('a helper and a map type have one row', () => {
    const pairs = bpfOperations.flatMap((row) => row.helpers.flatMap((helper) => row.mapTypes.map((type) => `${helper} ${type}`)));
    expect(pairs.filter((pair, i) => pairs.indexOf(pair) !== i)).toEqual([]);
  });
});
