/** One command from its words to its exit code; nothing it meets makes it throw. */

import { CouldNotRun } from '../node/could-not-run.ts';
import { parseArguments, type Arguments } from './arguments.ts';
import { bpf } from './bpf.ts';
import { contexts } from './contexts.ts';
import { explain, listRules } from './explain.ts';
import { facts } from './facts.ts';
import { ReaderGone, type Io } from './io.ts';
import { lint } from './lint.ts';
import { helpText } from './options.ts';
import { simulate } from './simulate.ts';
import { splat } from './splat.ts';
import { versionText } from './version.ts';

const COULD_NOT_RUN = 2;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(parseArguments(argv), io);
  } catch (error) {
    if (error instanceof ReaderGone) return 0;
    const text = error instanceof CouldNotRun ? error.message : `this is a mistake in lockctx, please report it:\n${error instanceof Error ? error.stack : String(error)}`;
    io.err(`lockctx: ${text}\n`);
    return COULD_NOT_RUN;
  }
}

async function dispatch(args: Arguments, io: Io): Promise<number> {
  if (args.command === 'lint') return lint(args, io);
  if (args.command === 'facts') return facts(args, io);
  if (args.command === 'bpf') return bpf(args, io);
  if (args.command === 'contexts') return contexts(args, io);
  if (args.command === 'simulate') return simulate(args, io);
  if (args.command === 'splat') return splat(args, io);
  io.out(await textOf(args));
  return 0;
}

function textOf({ command, operands }: Arguments): string | Promise<string> {
  if (command === 'help') return helpText();
  if (command === 'version') return versionText();
  return command === 'rules' ? listRules() : explain(operands[0]);
}
