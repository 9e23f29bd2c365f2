/** `lockctx contexts FUNCTION [PATH…]`: in which contexts a function can run, and the chain that proves each. */

import type { FunctionContexts } from '../../../engine/src/session.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import type { Arguments } from './arguments.ts';
import { witnessOf } from './formats/json.ts';
import { place, proofLines } from './formats/proof.ts';
import { palette, printable, type Palette } from './formats/terminal.ts';
import { openSink, type Io } from './io.ts';
import { createProgress } from './progress.ts';
import { loadProject } from './project.ts';

/** Exit code. */
export async function contexts(args: Arguments, io: Io): Promise<number> {
  if (args.format !== 'pretty' && args.format !== 'json') throw new CouldNotRun('`lockctx contexts` prints pretty or json.');
  const [name, ...paths] = args.operands;
  const progress = createProgress(io, args.progress);
  const { session } = await loadProject(paths.length ? paths : ['.'], args, io, progress).finally(() => progress.end());
  const found = session.contextsOf(name.replace(/\(\)$/, ''));
  if (!found.length) throw new CouldNotRun(`There is no function ${name} in the files that were read.`);
  const sink = openSink(io, args.outputFile);
  const colours = palette(io.colour && args.outputFile === undefined);
  sink.write(args.format === 'json' ? `${JSON.stringify({ version: 1, functions: found.map(functionOf) })}\n` : found.map((f) => functionText(f, colours)).join('\n'));
  sink.close();
  return 0;
}

function functionOf({ witnesses, ...rest }: FunctionContexts): unknown {
  return { ...rest, witnesses: witnesses.map(witnessOf) };
}

function functionText({ function: name, file, line, witnesses }: FunctionContexts, { bold, cyan }: Palette): string {
  const lines = [`${bold(`${name}()`)} at ${cyan(printable(`${file}:${line}`))}`];
  if (!witnesses.length) lines.push('  no context is proved: nothing that was read registers it, or calls it from a known entry point');
  for (const witness of witnesses) {
    lines.push(`  ${bold(witness.label)}`);
    for (const { location, depth, text } of proofLines(witness)) lines.push(`    ${cyan(printable(place(location)))}  ${'  '.repeat(depth)}${printable(text)}`);
  }
  return `${lines.join('\n')}\n`;
}
