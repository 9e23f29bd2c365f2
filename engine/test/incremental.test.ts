/** A session that follows edits says what a new session over the same texts says. */

import { join } from 'node:path';
import { expect, test, describe } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { Cancelled } from '../src/analysis/checkpoint.ts';
import { extractFacts } from '../src/facts/extract.ts';
import type { FileFacts } from '../src/facts/types.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import { createSession, type FactsChange, type Session, type SessionOptions } from '../src/session.ts';
import { fixturePrograms, fixtures, loadProgram } from './annotate.ts';
import { createChance, editKinds, randomEdit, type Chance } from './random-edits.ts';

const parser = nativeParser();
const PROGRAMS = 14;
const EDITS = 40;

describe('after each of a sequence of random edits', () => {
  test.each([102, 103, 104, 106, 110, 122, 124, 126, 128, 130])('seed %i', (seed) => {
    const chance = createChance(seed);
    const texts = someFixtures(chance);
    const options: SessionOptions = { knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] }, findingsOnly: seed % 2 === 0 };
    const session = createSession({ ...options, followsEdits: true });
    session.update(factsOf(texts, [...texts.keys()]));
    session.analyze();
    const first = new Map(texts);
    for (let i = 0; i < EDITS; i++) {
      const done = Array.from({ length: 1 + chance.below(2) }, () => editSomething(texts, first, chance));
      session.update(factsOf(texts, done.map(({ path }) => path)));
      const scratch = createSession(options);
      scratch.update(factsOf(texts, [...texts.keys()]));
      expect(everythingOf(session, texts), `edit ${i}: ${done.map(({ what, path }) => `${what} in ${path}`).join(', ')}`).toEqual(everythingOf(scratch, texts));
    }
  }, 120_000);
});

describe('an edit is paid for by what it changes', () => {
  const file = (lock: string, comment: string, extra: string): string => `${comment}
static DEFINE_SPINLOCK(first);
static int count;
static void take(void) { ${lock}(&first); count++; }
static void give(void) { spin_unlock(&first); }
void once(void) { take(); give(); }
void twice(void) { once(); once(); ${extra} }
void thrice(void) { twice(); once(); }
`;
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] }, followsEdits: true });
  const interpreted = (text: string): number => {
    session.update([{ path: 'a.c', facts: extractFacts(parser, { path: 'a.c', text }) }]);
    session.analyze();
    return session.interpreted;
  };

  test('functions interpreted', () => {
    expect(interpreted(file('spin_lock', '', '')), 'at first: all, the file scope among them').toBe(6);
    expect(interpreted(file('spin_lock', '/* one\n * two\n */', '')), 'lines moved').toBe(0);
    expect(interpreted(file('spin_lock', '', 'count--;')), 'nothing that callers could see').toBe(1);
    expect(interpreted(file('spin_lock_bh', '', 'count--;')), 'how the lock is taken is seen all the way up').toBe(4);
  });
});

test('what one of a circle leaves changed, while drafts answer the others as before', () => {
  const [{ text: original }] = loadProgram(join(fixtures, 'clean/put-in-a-circle.c')).files;
  const shorter = original.replace('node_unlink(node);\n    }', '}');
  const [before, after] = ['spin_unlock', 'spin_unlock_bh'].map((unlock) => shorter.replace(/(node_put_last[^}]*?)spin_unlock\b/, `$1${unlock}`));
  expect(after).not.toBe(before);
  const options: SessionOptions = { knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } };
  const session = createSession({ ...options, followsEdits: true });
  for (const text of [before, after, before]) {
    const facts = [{ path: 'a.c', facts: extractFacts(parser, { path: 'a.c', text }) }];
    const scratch = createSession(options);
    session.update(facts);
    scratch.update(facts);
    const texts = new Map([['a.c', text]]);
    expect(everythingOf(session, texts)).toEqual(everythingOf(scratch, texts));
  }
});

test('a callback that a member holds, after an edit that leaves the function as it was which stores it', () => {
  const [{ text }] = loadProgram(join(fixtures, 'softirq-unsafe-lock/packet-handler.c')).files;
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] }, followsEdits: true });
  for (const comment of ['', '/* looked at again */', '']) {
    session.update([{ path: 'a.c', facts: extractFacts(parser, { path: 'a.c', text: text.replace('dev_add_pack(', `${comment} dev_add_pack(`) }) }]);
    expect(session.analyze().findings[0].witnesses.map(({ entry }) => entry.via), comment).toContain('dev_add_pack');
  }
});

test('a circle of calls that one edit closes and the next opens', () => {
  const [{ text: original }] = loadProgram(join(fixtures, 'recursive-lock/walks-up-to-the-parent.c')).files;
  const text = (call: string): string => original.replace('spin_lock(&parent->lock);', `${call} spin_lock(&parent->lock);`);
  const options: SessionOptions = { knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } };
  const session = createSession({ ...options, followsEdits: true });
  for (const call of ['', 'node_finish(other);', '', 'node_finish(other);']) {
    const facts = [{ path: 'a.c', facts: extractFacts(parser, { path: 'a.c', text: text(call) }) }];
    const scratch = createSession(options);
    session.update(facts);
    scratch.update(facts);
    expect(session.analyze(), call).toEqual(scratch.analyze());
  }
});

test('ids do not run away: functions are numbered anew when most are gone', () => {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] }, followsEdits: true });
  for (let i = 0; i < 20; i++) {
    const text = `static DEFINE_SPINLOCK(lock);\nvoid name_${i}(void) { spin_lock(&lock); spin_lock(&lock); spin_unlock(&lock); spin_unlock(&lock); }\n`;
    session.update([{ path: 'a.c', facts: extractFacts(parser, { path: 'a.c', text }) }]);
    expect(session.analyze().findings.map((finding) => finding.function)).toEqual([`name_${i}`]);
  }
});

describe('an analysis that is cancelled', () => {
  const chance = createChance(5);
  const texts = someFixtures(chance);
  const newSession = (): Session => {
    const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] }, followsEdits: true });
    session.update(factsOf(texts, [...texts.keys()]));
    return session;
  };
  const looksOf = (session: Session, most: number): number => {
    let looks = 0;
    try {
      session.analyze({ isCancelled: () => ++looks > most });
    } catch (error) {
      expect(error).toBeInstanceOf(Cancelled);
    }
    return looks;
  };

  test('is asked for often', () => {
    const session = newSession();
    const functions = [...texts.values()].reduce((n, text) => n + text.split('\n}\n').length - 1, 0);
    expect(looksOf(session, Infinity)).toBeGreaterThan(functions / 16);
  });

  test('is taken up again: at first, and after edits', () => {
    const session = newSession();
    for (let most = 0; looksOf(session, most) > most; most += 3);
    for (let i = 0; i < 12; i++) {
      const { path } = editSomething(texts, texts, chance);
      session.update(factsOf(texts, [path]));
      looksOf(session, chance.below(6));
      if (i % 3 === 2) expect(everythingOf(session, texts)).toEqual(everythingOf(newSession(), texts));
    }
  });

  test('progress goes forward and names each stage once', () => {
    const told: [string, number][] = [];
    newSession().analyze({ progress: (stage, share) => void told.push([stage, share]) });
    const stages = told.map(([stage]) => stage).filter((stage, i, all) => stage !== all[i - 1]);
    expect(stages).toEqual(['link', 'summaries', 'contexts', 'usages', 'lock graph', 'rules']);
    told.forEach(([stage, share], i) => expect(share).toBeGreaterThanOrEqual(i && told[i - 1][0] === stage ? told[i - 1][1] : 0));
    expect(Math.max(...told.map(([, share]) => share))).toBeLessThanOrEqual(1);
  });
});

function someFixtures(chance: Chance): Map<string, string> {
  const all = fixturePrograms();
  const chosen = new Set(Array.from({ length: PROGRAMS }, () => chance.pick(all)));
  return new Map([...chosen].flatMap((program) => program.files.map(({ path, text }) => [path.includes('/') ? path : `${program.name.replace(/\.c$/, '')}/${path}`, text] as const)));
}

/** An edit in the text, a file deleted, or one put back to what it was at first. */
function editSomething(texts: Map<string, string>, first: ReadonlyMap<string, string>, chance: Chance): { path: string; what: string } {
  if (chance.below(12) === 0) {
    const path = chance.pick([...first.keys()]);
    texts.set(path, first.get(path)!);
    return { path, what: 'put back' };
  }
  if (chance.below(20) === 0 && texts.size > 1) {
    const path = chance.pick([...texts.keys()]);
    texts.delete(path);
    return { path, what: 'file deleted' };
  }
  for (;;) {
    const what = chance.pick(editKinds);
    const edited = randomEdit(what, texts, [...texts.keys()], chance);
    if (!edited) continue;
    texts.set(edited.path, edited.text);
    return { path: edited.path, what };
  }
}

/** Hosts keep facts: the same text comes as the same facts. */
const known = new Map<string, FileFacts>();

function factsOf(texts: ReadonlyMap<string, string>, paths: readonly string[]): FactsChange[] {
  return [...new Set(paths)].map((path) => {
    const text = texts.get(path);
    const key = `${path}\n${text}`;
    if (text !== undefined && !known.has(key)) known.set(key, extractFacts(parser, { path, text }));
    return { path, facts: text === undefined ? undefined : known.get(key) };
  });
}

function everythingOf(session: Session, texts: ReadonlyMap<string, string>): unknown {
  return { report: session.analyze(), classes: session.lockClasses(), outlines: [...texts.keys()].map((path) => session.outlineOf(path)), heads: [...texts.keys()].map((path) => session.headsOf(path)), bpf: session.bpf() };
}
