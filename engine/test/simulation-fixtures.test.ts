/** Findings of fixtures replay, or say why not; with the advice followed no interleaving goes wrong. */

import { expect, test } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import { createSession } from '../src/session.ts';
import type { Simulation } from '../src/simulation/types.ts';
import { fixturePrograms } from './annotate.ts';

const parser = nativeParser();
/** Of all findings; the others must give a reason. */
const LEAST_SHARE = 0.95;

const simulations = fixturePrograms().flatMap((program): { readonly where: string; readonly simulation: Simulation }[] => {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
  session.update(program.files.map((file) => ({ path: file.path, facts: extractFacts(parser, file) })));
  return session.analyze().findings.map((finding) => ({ where: `${program.name}:${finding.location.line} ${finding.rule}`, simulation: session.simulationOf(finding) }));
});

test('nearly all replay', () => {
  const failed = simulations.filter(({ simulation }) => !simulation.reproduced).map(({ where, simulation }) => `${where}: ${simulation.reason}`);
  expect(failed.length, failed.join('\n')).toBeLessThan(simulations.length * (1 - LEAST_SHARE));
});

test('every rule has a scenario', () => {
  expect(simulations.filter(({ simulation }) => simulation.reason.startsWith('there is no scenario for')).map(({ where }) => where)).toEqual([]);
});

test('what does not replay says why', () => {
  expect(simulations.filter(({ simulation }) => !simulation.reproduced && simulation.reason === '').map(({ where }) => where)).toEqual([]);
});

test('with the advice followed no interleaving goes wrong, and all were tried', () => {
  const wrong = simulations.filter(({ simulation: { reproduced, fixed } }) => reproduced && !(fixed?.bad === 'none' && fixed.complete));
  expect(wrong.map(({ where, simulation }) => `${where}: ${simulation.fixed?.explanation}`)).toEqual([]);
});

test('the last step is the one that goes wrong', () => {
  const wrong = simulations.filter(({ simulation: { reproduced, run } }) => reproduced && run.steps.at(-1)?.kind !== 'bad');
  expect(wrong.map(({ where }) => where)).toEqual([]);
});

