/** SARIF against the parts of the 2.1.0 schema that a consumer insists on. */

import { expect, test } from 'vitest';
import { rules } from '../../engine/src/rules/index.ts';
import { sarif } from '../src/cli/formats/sarif.ts';
import { REPORT } from './support.ts';

type Json = Record<string, any>;

const log: Json = JSON.parse([...sarif.render(REPORT, { version: '1.2.3', rules, elapsed: 1, hasColour: false, root: '', readLine: () => undefined })].join(''));
const [run]: Json[] = log.runs;

test('the log and its one run', () => {
  expect(Object.keys(log)).toEqual(['$schema', 'version', 'runs']);
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  expect(run.columnKind).toBe('utf16CodeUnits');
  expect(run.invocations).toHaveLength(1);
  expect(run.invocations[0].executionSuccessful).toBe(true);
});

test('the tool describes every rule, once', () => {
  const { driver } = run.tool;
  expect(driver).toMatchObject({ name: 'lockctx', version: '1.2.3', semanticVersion: '1.2.3' });
  expect(new Set(driver.rules.map(({ id }: Json) => id)).size).toBe(rules.length);
  for (const rule of driver.rules) {
    expect(rule.shortDescription.text).toMatch(/\.$/);
    expect(typeof rule.help.markdown).toBe('string');
    expect(rule.helpUri).toBeUndefined();
    expect(['error', 'warning', 'note', 'none']).toContain(rule.defaultConfiguration.level ?? 'none');
  }
});

test('results name their rule, level, place and fingerprint', () => {
  for (const result of run.results) {
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expect(result.message.text.length).toBeGreaterThan(0);
    expect(result.partialFingerprints['lockctx/v1']).toMatch(/^[0-9a-f]{16}$/);
    expect(result.locations).toHaveLength(1);
    checkLocation(result.locations[0]);
    result.relatedLocations.forEach(checkLocation);
  }
});

test('one code flow, with a thread flow for each context', () => {
  run.results.forEach((result: Json, i: number) => {
    expect(result.codeFlows).toHaveLength(1);
    const { threadFlows } = result.codeFlows[0];
    expect(threadFlows.map(({ message }: Json) => message.text)).toEqual(REPORT.findings[i].witnesses.map(({ label }) => label));
    expect(new Set(threadFlows.map(({ id }: Json) => id)).size).toBe(threadFlows.length);
    for (const { locations } of threadFlows)
      for (const { location, nestingLevel } of locations) {
        checkLocation(location);
        expect(location.message.text.length).toBeGreaterThan(0);
        expect(nestingLevel).toBeGreaterThanOrEqual(0);
      }
  });
});

test('fixes replace regions of files', () => {
  const [fix] = run.results[0].fixes;
  expect(fix.description.text).toBe('Use spin_lock_bh()');
  for (const { artifactLocation, replacements } of fix.artifactChanges) {
    checkArtifact(artifactLocation);
    for (const { deletedRegion, insertedContent } of replacements) {
      checkRegion(deletedRegion);
      expect(typeof insertedContent.text).toBe('string');
    }
  }
});

test('what could not be read is a notification', () => {
  const [notification] = run.invocations[0].toolExecutionNotifications;
  expect(notification).toMatchObject({ level: 'warning', message: { text: 'is a binary file' } });
  checkArtifact(notification.locations[0].physicalLocation.artifactLocation);
  expect(notification.locations[0].physicalLocation.region).toBeUndefined();
});

function checkLocation({ physicalLocation }: Json): void {
  checkArtifact(physicalLocation.artifactLocation);
  checkRegion(physicalLocation.region);
}

/** Relative, with every character that a URI gives a meaning to escaped. */
function checkArtifact({ uri, uriBaseId }: Json): void {
  expect(uri).toMatch(/^(?!\/)[\w.~%/-]+$/);
  expect(uriBaseId).toBe('%SRCROOT%');
}

function checkRegion({ startLine, startColumn, endLine, endColumn }: Json): void {
  for (const number of [startLine, startColumn, endLine, endColumn]) expect(Number.isInteger(number) && number >= 1).toBe(true);
  expect(endLine > startLine || endColumn > startColumn).toBe(true);
}
