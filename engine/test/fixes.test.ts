/** Every fix offered for any fixture is right: the finding goes, nothing new comes, the file is read as well as before. */

import { expect, test } from 'vitest';
import { SUPPRESS } from '../src/fixes/index.ts';
import type { Finding, Fix } from '../src/rules/types.ts';
import { fixturePrograms } from './annotate.ts';
import { analyse, apply, type Analysed } from './fixes-support.ts';

for (const program of fixturePrograms()) {
  const before = analyse(program.files);
  if (before.report.findings.length === 0) continue;
  test(`fixes for ${program.name}`, () => {
    for (const finding of before.report.findings) {
      const fixes = before.fixesOf(finding);
      expect(fixes.filter((fix) => fix.isPreferred).length, 'preferred fixes').toBeLessThanOrEqual(1);
      expect(fixes.findIndex((fix) => fix.isPreferred), 'the preferred fix comes first').toBeLessThanOrEqual(0);
      expect(fixes.at(-1)?.kind, 'a suppression comes last').toBe(SUPPRESS);
      for (const fix of fixes) expect(wrongsOf(before, finding, fix), `${finding.rule}: ${fix.title}`).toEqual([]);
    }
  });
}

/** What is wrong with a fix, in words; empty when nothing is. */
function wrongsOf(before: Analysed, finding: Finding, fix: Fix): string[] {
  const after = analyse(apply(before.files, fix));
  const old = new Set(before.report.findings.map((f) => f.fingerprint));
  const wrongs = after.report.findings.filter((f) => !old.has(f.fingerprint)).map((f) => `new: ${f.rule} ${f.location.file}:${f.location.line} ${f.message}`);
  if (after.report.findings.some((f) => f.fingerprint === finding.fingerprint)) wrongs.push('the finding is still there');
  if (after.report.coverage.functionsDamaged > before.report.coverage.functionsDamaged) wrongs.push('a function can no longer be read');
  if (fix.kind !== SUPPRESS && after.report.problems.length > before.report.problems.length) wrongs.push(`new problems: ${after.report.problems.map((p) => p.message).join()}`);
  if (after.files.every((file, i) => file.text === before.files[i].text)) wrongs.push('it changes nothing');
  return wrongs;
}
