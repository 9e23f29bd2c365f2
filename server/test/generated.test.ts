/** Files made from records in the code are what the code says: `npm run generate` brings them up to date. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { generatedFiles } from '../src/generated-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

for (const { path, text } of generatedFiles())
  test(path, () => {
    expect(existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8'), 'run `npm run generate`').toBe(text);
  });

test('a rule that is gone leaves no page behind', () => {
  const known = generatedFiles().map(({ path }) => path);
  expect(readdirSync(join(root, 'docs/rules')).map((name) => `docs/rules/${name}`).filter((path) => !known.includes(path))).toEqual([]);
});
