/** lock-inversion: two classes are taken in both orders. */

import type { Dependency } from '../analysis/dependencies.ts';
import type { Analysis } from '../analysis/types.ts';
import { chainEnd, chainSteps, locateArgument, locateOperation, nameOf } from '../analysis/witness.ts';
import { ownWitness, takingStep } from './local.ts';
import type { RawFinding, Rule } from './types.ts';

export const lockInversion: Rule = {
  name: 'lock-inversion',
  summary: 'Two locks are taken in opposite orders.',
  level: 'warning',
  lockdep: 'possible circular locking dependency detected',
  documentation: '',
  *check(analysis) {
    for (const [from, targets] of analysis.lockGraph)
      for (const [to, forward] of targets) {
        const back = analysis.lockGraph.get(to)?.get(from);
        if (!back || from.key > to.key || from.generic || to.generic) continue;
        const pair = findPair(forward, back);
        if (pair) yield inversion(analysis, pair[0], pair[1]);
      }
  },
};

const MAX_DEPTH = 4;

/** Proofs of both orders that can meet: no common lock held over both, not readers only. */
function findPair(forward: readonly Dependency[], back: readonly Dependency[]): [Dependency, Dependency] | undefined {
  for (const a of forward)
    for (const b of back) {
      if (a.chain.depth + b.chain.depth > MAX_DEPTH) continue;
      if (hasGate(a, b) || (a.mode === 'shared' && b.held.mode === 'shared') || (b.mode === 'shared' && a.held.mode === 'shared')) continue;
      return [a, b];
    }
  return undefined;
}

function hasGate(a: Dependency, b: Dependency): boolean {
  const gates = a.state.held.filter((h) => h !== a.held && h.lock.class && h.lock.class !== a.to && h.lock.class !== a.from && h.mode === 'exclusive');
  return gates.some((g) => b.state.held.some((h) => h.lock.class === g.lock.class));
}

function inversion(analysis: Analysis, a: Dependency, b: Dependency): RawFinding {
  const { program } = analysis;
  const end = chainEnd(a.function, a.chain);
  const isDirect = end.function === a.function;
  return {
    message: `${a.to.name} is taken while ${a.from.name} is held, and in ${nameOf(program, b.function)}() the other way round`,
    location: isDirect ? locateArgument(program, a.function, a.chain.operation, 0) : locateOperation(program, a.function, a.chain.operation),
    function: nameOf(program, a.function),
    lockClass: a.to.name,
    advice: `Take ${a.from.name} and ${a.to.name} in one order everywhere.`,
    witnesses: [a, b].map((d) => ownWitness(analysis, d.function, [takingStep(analysis, d.function, d.held), ...chainSteps(program, d.function, d.chain, `takes ${d.text} with ${d.api}()`, 0)])),
    identity: `${a.from.name}|${nameOf(program, b.function)}`,
    tentative: false,
  };
}
