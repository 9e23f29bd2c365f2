/** Findings of fixtures replay, or say why not; fixed, no interleaving goes wrong. */

import { expect, test } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import { SUPPRESS } from '../src/fixes/index.ts';
import { createSession } from '../src/session.ts';
import type { Simulation } from '../src/simulation/types.ts';
import { fixturePrograms } from './annotate.ts';

const parser = nativeParser();
const simulations = fixturePrograms().flatMap((program): { readonly where: string; readonly simulation: Simulation; readonly isFixable: boolean }[] => {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
  session.update(program.files.map((file) => ({ path: file.path, facts: extractFacts(parser, file) })));
  const textOf = (path: string): string | undefined => program.files.find((f) => f.path === path)?.text;
  const sources = { textOf, extract: (path: string, text: string) => extractFacts(parser, { path, text }) };
  return session.analyze().findings.map((finding) => {
    const isFixable = session.fixesOf(finding, textOf).some(({ kind }) => kind !== SUPPRESS);
    return { where: `${program.name}:${finding.location.line} ${finding.rule}`, simulation: session.withEdits(finding, session.simulationOf(finding), sources), isFixable };
  });
});

test('all replay, but for locks that nothing else is seen to take', () => {
  const failed = simulations.filter(({ simulation }) => !simulation.reproduced).map(({ where, simulation }) => `${where}: ${simulation.reason}`);
  expect(failed.filter((text) => !text.includes('nothing else that was read'))).toEqual([]);
  expect(failed.length).toBeLessThan(simulations.length / 20);
});

test('every rule has a scenario', () => {
  expect(simulations.filter(({ simulation }) => simulation.reason.startsWith('there is no scenario for')).map(({ where }) => where)).toEqual([]);
});

test('what does not replay says why', () => {
  expect(simulations.filter(({ simulation }) => !simulation.reproduced && simulation.reason === '').map(({ where }) => where)).toEqual([]);
});

test('with an offered fix applied, or the advice followed, no interleaving goes wrong, and all were tried', () => {
  const wrong = simulations.filter(({ simulation: { reproduced, fixed } }) => reproduced && !(fixed?.bad === 'none' && fixed.complete));
  expect(wrong.map(({ where, simulation }) => `${where}: ${simulation.fixed?.explanation}`)).toEqual([]);
});

test('offered fixes are applied and their programs run', () => {
  const fixable = simulations.filter(({ simulation, isFixable }) => isFixable && simulation.reproduced);
  const unapplied = fixable.filter(({ simulation: { fixed } }) => fixed?.by !== 'edits' || fixed.steps.length === 0);
  expect(fixable.length).toBeGreaterThan(100);
  // Of another kind of map, or without its mask, nothing is left to run: there the advice is shown.
  expect(unapplied.length, unapplied.map(({ where }) => where).join('\n')).toBeLessThan(fixable.length / 10);
});

test('the last step is the one that goes wrong', () => {
  const wrong = simulations.filter(({ simulation: { reproduced, run } }) => reproduced && run.steps.at(-1)?.kind !== 'bad');
  expect(wrong.map(({ where }) => where)).toEqual([]);
});

