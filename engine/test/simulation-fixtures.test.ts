/** Findings of fixtures replay, or say why not; fixed, no interleaving goes wrong. */

import { expect, test } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import { createSession } from '../src/session.ts';
import type { Simulation } from '../src/simulation/types.ts';
import { fixturePrograms } from './annotate.ts';

const parser = nativeParser();
const simulations = fixturePrograms().flatMap((program): { readonly where: string; readonly simulation: Simulation }[] => {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
  session.update(program.files.map((file) => ({ path: file.path, facts: extractFacts(parser, file) })));
  return session.analyze().findings.map((finding) => ({ where: `${program.name}:${finding.location.line} ${finding.rule}`, simulation: session.withEdits(finding, session.simulationOf(finding), { textOf: (path) => program.files.find((f) => f.path === path)?.text, extract: (path, text) => extractFacts(parser, { path, text }) }) }));
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
  const applied = simulations.filter(({ simulation }) => simulation.fixed?.by === 'edits' && simulation.fixed.steps.length > 0);
  expect(applied.length).toBeGreaterThan(simulations.length / 2);
});

test('the last step is the one that goes wrong', () => {
  const wrong = simulations.filter(({ simulation: { reproduced, run } }) => reproduced && run.steps.at(-1)?.kind !== 'bad');
  expect(wrong.map(({ where }) => where)).toEqual([]);
});

