/** Command line → what to do. */

import type { Severity } from '../../../engine/src/rules/types.ts';
import type { Preemption } from '../../../engine/src/simulation/types.ts';
import { parseKernelRange } from '../../../engine/src/program/kernel-versions.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import { didYouMean } from '../node/did-you-mean.ts';
import { commands, options, usage, type FailLevel, type OptionRow } from './options.ts';

export interface Arguments {
  /** `help` and `version` whenever their option is given. */
  readonly command: string;
  /** No command was named: the first word was taken for a path. */
  readonly isImplied: boolean;
  readonly operands: readonly string[];
  /** Name of one in the list of formats. */
  readonly format: string;
  readonly outputFile?: string;
  /** Undefined: all. */
  readonly rules?: readonly string[];
  /** Undefined: the format's own. */
  readonly severity?: Severity;
  readonly failOn: FailLevel;
  readonly fix: 'no' | 'dry-run' | 'write';
  /** Undefined: one for each processor. */
  readonly jobs?: number;
  readonly root?: string;
  readonly kernelVersions?: readonly string[];
  readonly config?: string;
  readonly progress: boolean;
  /** Folder of the cache; undefined: the usual one. */
  readonly cache?: string;
  readonly usesCache: boolean;
  /** Files that `lockctx facts` wrote. */
  readonly facts: readonly string[];
  readonly shard?: Shard;
  readonly withFix: boolean;
  readonly simulate: boolean;
  /** Undefined: the simulator's own. */
  readonly preemption?: Preemption;
  /** Nothing is skipped and nothing kept is used. */
  readonly exhaustive: boolean;
}

/** Part `part` of `parts`, counted from 1. */
export interface Shard {
  readonly part: number;
  readonly parts: number;
}

/** Throws `CouldNotRun` with a message that says what is wrong and what was meant. */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, words } = split(argv);
  const one = (name: string): string | undefined => values.get(name)?.at(-1);
  const isImplied = words.length > 0 && !commands.some(({ name }) => name === words[0]);
  const [command = '', ...operands] = isImplied ? ['lint', ...words] : words;
  const asked = values.has('help') ? 'help' : values.has('version') ? 'version' : command;
  if (asked === command) checkOperands(command, operands);
  return {
    command: asked,
    isImplied,
    operands,
    format: one('format') ?? 'pretty',
    outputFile: one('output-file'),
    rules: values.get('rule'),
    severity: one('severity') as Severity | undefined,
    failOn: (one('fail-on') ?? 'error') as FailLevel,
    fix: values.has('fix-dry-run') ? 'dry-run' : values.has('fix') ? 'write' : 'no',
    jobs: jobsOf(one('jobs')),
    root: one('root'),
    kernelVersions: values.get('kernel-version')?.map(checkVersion),
    config: one('config'),
    progress: !values.has('no-progress'),
    cache: one('cache'),
    usesCache: !values.has('no-cache'),
    facts: values.get('facts') ?? [],
    shard: shardOf(one('shard')),
    withFix: values.has('with-fix'),
    simulate: values.has('simulate'),
    preemption: one('preemption') as Preemption | undefined,
    exhaustive: values.has('exhaustive'),
  };
}

interface Words {
  readonly values: ReadonlyMap<string, string[]>;
  readonly words: readonly string[];
}

function split(argv: readonly string[]): Words {
  const values = new Map<string, string[]>();
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i];
    if (word === '--') {
      words.push(...argv.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const row = optionOf(equals < 0 ? word : word.slice(0, equals));
    if (!row.value && equals >= 0) throw new CouldNotRun(`--${row.name} takes no value.`);
    const text = !row.value ? '' : equals >= 0 ? word.slice(equals + 1) : argv[++i];
    values.set(row.name, [...(row.list ? (values.get(row.name) ?? []) : []), ...valuesOf(row, text)]);
  }
  return { values, words };
}

function optionOf(word: string): OptionRow {
  const row = options.find(({ name, short }) => word === `--${name}` || (short !== undefined && word === `-${short}`));
  if (!row) throw new CouldNotRun(`There is no option ${word}.${didYouMean(word, options.map(({ name }) => `--${name}`))}`);
  return row;
}

function valuesOf(row: OptionRow, text: string | undefined): string[] {
  if (!row.value) return [''];
  if (text === undefined || text === '') throw new CouldNotRun(`--${row.name} needs a value: --${row.name} ${row.value}.`);
  const values = row.list ? text.split(',').map((v) => v.trim()).filter(Boolean) : [text];
  for (const value of values)
    if (row.choices && !row.choices.includes(value))
      throw new CouldNotRun(`--${row.name} cannot be "${value}".${didYouMean(value, row.choices)} It is one of ${row.choices.join(', ')}.`);
  return values;
}

function checkOperands(command: string, operands: readonly string[]): void {
  if (command === '') throw new CouldNotRun('What is to be done? `lockctx lint PATH…` reports locks taken in the wrong context; `lockctx --help` lists the rest.');
  const row = commands.find(({ name }) => name === command)!;
  if (operands.length < row.least) throw new CouldNotRun(`Something is missing: \`${usage(row)}\`.`);
  if (operands.length > row.most) throw new CouldNotRun(`"${operands[row.most]}" is too much: \`${usage(row)}\`.`);
}

function jobsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const jobs = Number(text);
  if (!/^\d+$/.test(text) || jobs < 1 || jobs > 256) throw new CouldNotRun(`--jobs must be a whole number from 1 to 256, not "${text}".`);
  return jobs;
}

function shardOf(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const [, part, parts] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!(part >= 1 && part <= parts)) throw new CouldNotRun(`--shard must be I/N with I from 1 to N, such as 2/8, not "${text}".`);
  return { part, parts };
}

export function checkVersion(text: string): string {
  if (!parseKernelRange(text)) throw new CouldNotRun(`"${text}" is not a kernel version such as 6.12, 6.12.30, ">=6.15" or 6.1-6.12.`);
  return text;
}
