/** `lockctx bpf [PATH…]`: BPF programs with the contexts they run in, and maps with the programs that touch them. */

import type { BpfMapOverview, BpfProgramOverview } from '../../../engine/src/bpf-overview.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import type { Arguments } from './arguments.ts';
import { palette, printable, type Palette } from './formats/terminal.ts';
import { openSink, type Io } from './io.ts';
import { createProgress } from './progress.ts';
import { loadProject } from './project.ts';

/** Exit code. */
export async function bpf(args: Arguments, io: Io): Promise<number> {
  if (args.format !== 'pretty' && args.format !== 'json') throw new CouldNotRun('`lockctx bpf` prints pretty or json.');
  const progress = createProgress(io, args.progress);
  const { session } = await loadProject(args.operands.length ? args.operands : ['.'], args, io, progress).finally(() => progress.end());
  const { programs, maps } = session.bpf();
  if (!programs.length) throw new CouldNotRun('There is no BPF program in the files that were read.');
  const sink = openSink(io, args.outputFile);
  const colours = palette(io.colour && args.outputFile === undefined);
  sink.write(args.format === 'json' ? `${JSON.stringify({ version: 1, programs, maps })}\n` : [...programs.map((p) => programText(p, colours)), '', ...maps.map((m) => mapText(m, colours))].join('\n') + '\n');
  sink.close();
  return 0;
}

function programText({ function: name, file, line, via, contexts, held, sleepable }: BpfProgramOverview, { bold, cyan }: Palette): string {
  const where = [contexts.join(' | ') || 'no context is proved', ...(held.length ? [`holding ${held.join(', ')}`] : []), ...(sleepable ? ['may sleep'] : [])];
  return `${bold(`${printable(name)}()`)} ${printable(via)} at ${cyan(printable(`${file}:${line}`))}\n  ${where.join('; ')}`;
}

function mapText({ name, type, file, line, uses }: BpfMapOverview, { bold, cyan }: Palette): string {
  const head = `${bold(printable(name))} ${type || 'type unknown'} at ${cyan(printable(`${file}:${line}`))}`;
  const lines = uses.map((use) => `  ${cyan(printable(`${use.file}:${use.line}`))} ${printable(use.program)}() ${use.helper}(): ${use.contexts.join(' | ') || 'no context is proved'}${use.lock ? `; takes ${use.lock}` : ''}`);
  return [head, ...(lines.length ? lines : ['  no program that was read touches it'])].join('\n');
}
