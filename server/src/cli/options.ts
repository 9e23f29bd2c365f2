/** The one table of commands and options: parsing, `--help` and the documentation come from it. */

import { severities } from '../../../engine/src/rules/severity.ts';
import { rules } from '../../../engine/src/rules/index.ts';
import { preemptionModels } from '../../../engine/src/simulation/types.ts';
import { formats } from './formats/index.ts';

export const failLevels = ['error', 'warning', 'never'] as const;

/** What `simulate` prints besides formats that `lint` has as well. */
export const simulationFormats = ['svg', 'promela'] as const;

export type FailLevel = (typeof failLevels)[number];

export interface CommandRow {
  readonly name: string;
  /** As `--help` shows them. */
  readonly operands: string;
  readonly help: string;
  /** How few and how many operands it takes. */
  readonly least: number;
  readonly most: number;
}

export const commands: readonly CommandRow[] = [
  { name: 'lint', operands: 'PATH…', help: 'report locks taken in the wrong context in the C files under the paths (the word lint may be left out)', least: 1, most: Infinity },
  { name: 'facts', operands: 'PATH…', help: 'write the facts of the C files under the paths to --output-file, for a later lint --facts', least: 1, most: Infinity },
  { name: 'contexts', operands: 'FUNCTION [PATH…]', help: 'print in which contexts a function can run, and the call chain that proves each', least: 1, most: Infinity },
  { name: 'simulate', operands: 'FINDING [PATH…]', help: 'replay a finding, given by fingerprint or FILE:LINE, on simulated CPUs step by step', least: 1, most: Infinity },
  { name: 'lsp', operands: '', help: 'run the language server for editors; it speaks on standard input and output', least: 0, most: 0 },
  { name: 'bpf', operands: '[PATH…]', help: 'list BPF programs with their contexts, and maps with the programs that touch them', least: 0, most: Infinity },
  { name: 'splat', operands: 'FILE|- [PATH…]', help: 'explain the kernel reports in a log (lockdep, lockups, stalls, sleeping in atomic), and find them in the source under the paths', least: 1, most: Infinity },
  { name: 'explain', operands: 'RULE', help: "print a rule's page", least: 1, most: 1 },
  { name: 'rules', operands: '', help: 'list the rules', least: 0, most: 0 },
];

export interface OptionRow {
  readonly name: string;
  /** One letter that stands for it. */
  readonly short?: string;
  /** What stands in for the value in `--help`; a switch has none. */
  readonly value?: string;
  /** The values it takes; any when absent. */
  readonly choices?: readonly string[];
  /** The value is a comma-separated list, and the option may be repeated. */
  readonly list?: boolean;
  readonly help: string;
}

export const options: readonly OptionRow[] = [
  { name: 'format', value: 'FORMAT', choices: [...formats.map(({ name }) => name), ...simulationFormats], help: `how findings are written: ${formats.map(({ name }) => name).join(', ')} (default: pretty); simulate also has ${simulationFormats.join(' and ')}` },
  { name: 'output-file', short: 'o', value: 'FILE', help: 'write the findings to FILE instead of standard output' },
  { name: 'rule', value: 'A,B', choices: rules.map((r) => r.name), list: true, help: 'only these rules' },
  { name: 'severity', value: 'LEVEL', choices: severities, help: 'least severity shown: error, warning, info or hint (default: warning; json: hint)' },
  { name: 'fail-on', value: 'LEVEL', choices: failLevels, help: 'least severity that makes the exit code 1: error (default), warning or never' },
  { name: 'fix', help: 'apply the preferred fixes of the findings, keep those that prove right, and report what is left' },
  { name: 'fix-dry-run', help: 'print what --fix would change as a patch, and change nothing' },
  { name: 'jobs', value: 'N', help: 'number of threads (default: one for each processor)' },
  { name: 'cache', value: 'DIR', help: "where facts and reports are kept between runs (default: lockctx in the user's cache folder)" },
  { name: 'no-cache', help: 'keep nothing and use nothing that was kept' },
  { name: 'exhaustive', help: 'lint: take no short cut (the grammar reads all code, no function is left out as leading nowhere, nothing kept is used); the findings are the same' },
  { name: 'facts', value: 'FILE', list: true, help: 'use facts that `lockctx facts` wrote; what they lack is worked out here' },
  { name: 'shard', value: 'I/N', help: 'facts: only the Ith of N parts of the files (default: 1/1)' },
  { name: 'root', value: 'DIR', help: 'the folder that paths are relative to (default: the project around the paths)' },
  { name: 'kernel-version', value: 'V', list: true, help: 'kernels that BPF programs must run on: 6.12, 6.12.30, ">=6.15", 6.1-6.12' },
  { name: 'config', value: 'FILE', help: 'configuration (default: lockctx.json in the root)' },
  { name: 'stdio', help: 'lsp: standard input and output, which is the only way' },
  { name: 'simulate', help: 'lint --format json: say of each finding whether it replays on simulated CPUs; one that does not is a hint' },
  { name: 'with-fix', help: 'simulate: show the programs of the offered fix, or with the advice followed' },
  { name: 'preemption', value: 'MODEL', choices: preemptionModels, help: `simulate: the preemption model of the simulated kernel: ${preemptionModels.join(', ')} (default: full)` },
  { name: 'no-progress', help: 'no progress line on a terminal' },
  { name: 'help', short: 'h', help: 'print this text' },
  { name: 'version', short: 'V', help: 'print the version' },
];

export function helpText(): string {
  const commandLines = commands.map((row) => [usage(row), row.help] as const);
  const optionLines = options.map(({ name, short, value, help }) => [`${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`, help] as const);
  return [
    'Finds locks taken in the wrong context in Linux kernel and BPF C, without a build.',
    '', 'Usage:', ...columns(commandLines), '', 'Options:', ...columns(optionLines), '',
    'Exit code: 0 nothing at or above the failing severity, 1 findings, 2 could not run.',
    'Findings go to standard output, progress and errors to standard error.', '',
  ].join('\n');
}

export function usage({ name, operands }: CommandRow): string {
  return `lockctx ${name} ${operands}`.trimEnd();
}

function columns(lines: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...lines.map(([left]) => left.length)) + 2;
  return lines.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
