/** Command lines, good and bad. */

import { describe, expect, test } from 'vitest';
import { parseArguments } from '../src/cli/arguments.ts';
import { helpText, options } from '../src/cli/options.ts';

describe('arguments', () => {
  test('defaults', () => {
    expect(parseArguments(['lint', 'a'])).toMatchObject({ command: 'lint', operands: ['a'], format: 'pretty', failOn: 'error', progress: true, severity: undefined, jobs: undefined });
  });
  test('values after a space or an equals sign, lists, switches', () => {
    const parsed = parseArguments(['lint', '--format=json', '--jobs', '3', '--rule', 'lock-leak,recursive-lock', '--rule=lock-inversion', 'a', '--no-progress', '--', '--b']);
    expect(parsed).toMatchObject({ format: 'json', jobs: 3, rules: ['lock-leak', 'recursive-lock', 'lock-inversion'], operands: ['a', '--b'], progress: false });
  });
  test('a path without a command is linted', () => {
    expect(parseArguments(['drivers/net', 'net'])).toMatchObject({ command: 'lint', isImplied: true, operands: ['drivers/net', 'net'] });
  });
  test('help and version win over everything', () => {
    expect(parseArguments(['-h']).command).toBe('help');
    expect(parseArguments(['lint', '--help']).command).toBe('help');
    expect(parseArguments(['--version']).command).toBe('version');
  });
  test.each([
    [[], 'What is to be done?'],
    [['lint'], 'Something is missing'],
    [['explain', 'a', 'b'], '"b" is too much'],
    [['lint', 'a', '--fromat', 'json'], 'Did you mean "--format"?'],
    [['lint', 'a', '--format', 'jsn'], 'Did you mean "json"?'],
    [['lint', 'a', '--format'], '--format needs a value'],
    [['lint', 'a', '--no-progress=1'], 'takes no value'],
    [['lint', 'a', '--jobs', '0'], '--jobs must be'],
    [['lint', 'a', '--jobs', 'two'], '--jobs must be'],
    [['lint', 'a', '--rule', 'lock-leek'], 'Did you mean "lock-leak"?'],
    [['lint', 'a', '--kernel-version', 'new'], 'is not a kernel version'],
  ])('%j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
  test('help names every option', () => {
    for (const { name } of options) expect(helpText()).toContain(`--${name}`);
  });
});
