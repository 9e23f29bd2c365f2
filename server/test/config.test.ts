/** lockctx.json: what it may say, and what is said when it is wrong. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig, readConfig } from '../src/node/config.ts';
import { pathTest } from '../src/node/globs.ts';
import { folderWith } from './support.ts';

test('no file: nothing set', () => {
  expect(readConfig(folderWith({}), undefined)).toEqual({ rules: {}, include: [], exclude: [], kernelVersions: [], knowledge: {} });
});

test('one kernel or several', () => {
  expect(parseConfig('{"kernelVersion":"6.12"}', 'x').kernelVersions).toEqual(['6.12']);
  expect(parseConfig('\ufeff{"kernelVersion":"6.12","kernelVersions":["7.3"]}', 'x').kernelVersions).toEqual(['6.12', '7.3']);
});

test('a row may leave out what follows from the rest', () => {
  const { knowledge } = parseConfig('{"knowledge":{"callbacks":[{"api":"f","argument":1,"context":"hardirq"}],"locks":[{"api":"m","kind":"mutex","operation":"acquire"}]}}', 'x');
  expect(knowledge.callbacks?.[0]).toMatchObject({ irqs: 'off', bh: 'off', atomic: true, source: 'none', confidence: 'source' });
  expect(knowledge.locks?.[0]).toMatchObject({ argument: 0, mode: 'exclusive', irq: 'none', sleeps: true });
});

test.each([
  ['{', 'conf.json:1:2: is not valid JSON'],
  ['{\n  "rules": {,}\n}', 'conf.json:2:13: is not valid JSON'],
  ['[]', '$: must be an object, not a list.'],
  ['{"rule":{}}', '$.rule: there is no such setting. Did you mean "rules"?'],
  ['{"rules":{"lock-leek":"off"}}', '$.rules["lock-leek"]: there is no such setting. Did you mean "lock-leak"?'],
  ['{"rules":{"lock-leak":"of"}}', '$.rules["lock-leak"]: "of" is not one of'],
  ['{"exclude":"a"}', '$.exclude: must be a list, not "a".'],
  ['{"exclude":["a",1]}', '$.exclude[1]: must be a string, not 1.'],
  ['{"kernelVersions":["latest"]}', '$.kernelVersions[0]: "latest" does not look right'],
  ['{"knowledge":{"locks":[{"api":"f"}]}}', '$.knowledge.locks[0]: "kind" is missing.'],
  ['{"knowledge":{"callbacks":[{"api":"f","argument":-2,"context":"softirq"}]}}', '$.knowledge.callbacks[0].argument: must be at least -1.'],
])('%s', (text, message) => {
  expect(() => parseConfig(text, 'conf.json')).toThrow(message);
  expect(() => parseConfig(text, 'conf.json')).toThrow('conf.json');
});

test('a file that is named must exist', () => {
  expect(() => readConfig('/', '/nowhere/lockctx.json')).toThrow('/nowhere/lockctx.json cannot be read: no such file or directory');
});

test('the schema in the repository is the one in force', () => {
  const schema = JSON.parse(readFileSync(new URL('../lockctx.schema.json', import.meta.url), 'utf8'));
  expect(Object.keys(schema.properties)).toEqual(['$schema', 'rules', 'include', 'exclude', 'kernelVersion', 'kernelVersions', 'knowledge']);
});

test.each([
  ['drivers/**', 'drivers/net/a.c', true], ['drivers/staging', 'drivers/staging/x/a.c', true], ['drivers/staging', 'sound/drivers/staging/a.c', false],
  ['*.mod.c', 'a/b.mod.c', true], ['test', 'a/test/b.c', true], ['a/{b,c}/*.h', 'a/c/x.h', true], ['a/?.c', 'a/bb.c', false],
])('glob %s, path %s', (pattern, path, covered) => {
  expect(pathTest([pattern])(path)).toBe(covered);
});
