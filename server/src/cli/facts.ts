/** `lockctx facts PATH… --shard I/N -o FILE`: one part of the per-file work, for a farm; `lockctx lint --facts FILE…` puts the parts together. */

import { openSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildOf, keptOf } from '../node/cache/cache.ts';
import { createPackWriter } from '../node/cache/fact-store.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import { workspaceOf } from '../node/load.ts';
import { reasonOf } from '../node/read-source.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { createProgress } from './progress.ts';
import { closeCache, extractor, projectOf } from './project.ts';

/** Exit code. Each part takes every Nth file of the same sorted list, so the parts are of about equal weight. */
export async function facts(args: Arguments, io: Io): Promise<number> {
  if (args.outputFile === undefined) throw new CouldNotRun('`lockctx facts` needs --output-file FILE.');
  const project = projectOf(args.operands, args, io);
  const { root, config, cache } = project;
  const { part, parts } = args.shard ?? { part: 1, parts: 1 };
  const files = workspaceOf(project.absolute, root, config).files.filter((_, i) => i % parts === part - 1);
  const progress = createProgress(io, args.progress);
  progress.begin(files.length, files.reduce((n, { bytes }) => n + bytes, 0));
  const descriptor = create(resolve(io.cwd, args.outputFile), args.outputFile);
  const pack = createPackWriter(() => descriptor, buildOf(io.workerScript));
  const extract = cache ? cache.around(extractor(args, io)) : extractor(args, io);
  let count = 0;
  await extract(files, (result, { bytes }) => {
    if (result.key !== undefined) pack.add(result.key, keptOf(result));
    if (result.facts) count++;
    progress.advance(bytes);
  }).finally(() => progress.end());
  pack.flush();
  pack.close();
  closeCache(project, io);
  if (pack.problem) throw new CouldNotRun(`${args.outputFile} could not be written: ${pack.problem}.`);
  io.err(`lockctx: facts of ${count} of ${files.length} files (part ${part} of ${parts}) are in ${args.outputFile}\n`);
  return 0;
}

function create(file: string, given: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new CouldNotRun(`${given} could not be written: ${reasonOf(error)}.`);
  }
}
