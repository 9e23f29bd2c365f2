/** Every program under test-fixtures says in its marks what the analysis finds; `UPDATE=1` rewrites them. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check, fixturePrograms, fixtures, sessionOf } from './annotate.ts';

const isUpdating = process.env.UPDATE === '1';

for (const program of fixturePrograms()) {
  test(program.name, () => {
    const { files, difference, report } = check(program);
    expect(sessionOf(program, true).analyze().findings, 'leaving out what leads nowhere changes no finding').toEqual(report.findings);
    if (isUpdating && difference) files.forEach((file) => writeFileSync(pathOf(program.name, file.path), file.text));
    else if (difference) expect.fail(`${program.name} is not marked as it is analysed (UPDATE=1 rewrites the marks):\n\n${difference}`);
  });
}

test('the order in which files arrive changes nothing', () => {
  for (const program of fixturePrograms().filter(({ files }) => files.length > 1)) {
    const reversed = check({ ...program, files: [...program.files].reverse() });
    expect(reversed.report, program.name).toEqual(check(program).report);
  }
});

function pathOf(program: string, file: string): string {
  return program.endsWith('.c') ? join(fixtures, program) : join(fixtures, program, file);
}
