/** Every finding of every fixture replays, or its rule says why not; with the advice followed no interleaving goes wrong. */

import { expect, test } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import { createSession } from '../src/session.ts';
import { fixturePrograms } from './annotate.ts';

const parser = nativeParser();

/** An NMI handler's lock that nothing else takes: no owner that it could interrupt. */
const noOwner = /^nothing else that was read takes /;

for (const program of fixturePrograms()) {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
  session.update(program.files.map((file) => ({ path: file.path, facts: extractFacts(parser, file) })));
  const { findings } = session.analyze();
  if (findings.length)
    test(program.name, () => {
      for (const finding of findings) {
        const { reproduced, reason, fixed } = session.simulationOf(finding);
        const where = `${finding.rule} at line ${finding.location.line}`;
        if (!reproduced) expect(reason, where).toMatch(noOwner);
        else expect({ where, bad: fixed?.bad, complete: fixed?.complete }).toEqual({ where, bad: 'none', complete: true });
      }
    });
}
