/** `lockctx splat FILE|- [PATH…]`: explains the kernel reports in a log, and finds them in the source. */

import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { SUPPRESS } from '../../../engine/src/fixes/index.ts';
import type { Finding } from '../../../engine/src/rules/types.ts';
import { explainSplat, type Explanation, type SplatMatch } from '../../../engine/src/splat/index.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import { filesAround, type Search } from '../node/definition-search.ts';
import { reasonOf } from '../node/read-source.ts';
import type { Arguments } from './arguments.ts';
import { findingOf } from './formats/json.ts';
import { palette } from './formats/terminal.ts';
import { openSink, type Io } from './io.ts';
import { createProgress } from './progress.ts';
import { loadProject } from './project.ts';
import { sourceTexts } from './source-lines.ts';
import { splatText } from './splat-text.ts';

const STDIN = 0;

/** Exit code: 0 when a report was recognised, whatever it says. */
export async function splat(args: Arguments, io: Io): Promise<number> {
  if (args.format !== 'pretty' && args.format !== 'json') throw new CouldNotRun('`lockctx splat` prints pretty or json.');
  const [file, ...given] = args.operands;
  const explanations = explainSplat(readLog(file, io));
  if (!explanations.length) throw new CouldNotRun(`${file === '-' ? 'Standard input' : file} holds no kernel report that is known here (lockdep, lockups, stalls, sleeping in atomic, spinlock checks, hung tasks).`);
  const paths = given.length || args.root === undefined ? given : [resolve(io.cwd, args.root)];
  const { matches, read } = paths.length ? await matchWithin(paths, explanations, args, io) : { matches: explanations.map((e) => ({ ...e, places: {}, findings: [] })), read: [] };
  const sink = openSink(io, args.outputFile);
  const colours = palette(io.colour && args.outputFile === undefined);
  if (args.format === 'json') sink.write(`${JSON.stringify({ version: 1, splats: matches.map((match) => ({ ...match, findings: match.findings.map((finding) => findingOf(finding)) })) })}\n`);
  else for (const match of matches) sink.write(splatText(match, { log: file, paths: read, colours }));
  sink.close();
  return 0;
}

/** Binary or not, in any encoding: what cannot be read as UTF-8 is not what the kernel printed. */
function readLog(file: string, io: Io): string {
  try {
    return new TextDecoder().decode(readFileSync(file === '-' ? STDIN : resolve(io.cwd, file)));
  } catch (error) {
    throw new CouldNotRun(`${file} cannot be read: ${reasonOf(error)}.`);
  }
}

interface Matched {
  readonly matches: readonly SplatMatch[];
  /** What to give to another command that is to see the same code. */
  readonly read: readonly string[];
}

async function matchWithin(paths: readonly string[], explanations: readonly Explanation[], args: Arguments, io: Io): Promise<Matched> {
  const names = [...new Set(explanations.flatMap(({ suspects }) => suspects))];
  const progress = createProgress(io, args.progress);
  let search: Search | undefined;
  const { session, workspace } = await loadProject(paths, args, io, progress, { select: (files) => (search = filesAround(names, files)).files }).finally(() => progress.end());
  if (search?.defining) io.err(`lockctx: ${lookedAt(search, names)}\n`);
  const matches = session.matchSplats(explanations);
  const textOf = sourceTexts(workspace.root);
  const fixesOf = (finding: Finding): Finding['fixes'] => session.fixesOf(finding, textOf).filter(({ kind }) => kind !== SUPPRESS);
  return {
    matches: matches.map((match) => ({ ...match, findings: match.findings.map((finding) => ({ ...finding, fixes: fixesOf(finding) })) })),
    read: search?.defining?.map(({ absolute }) => relative(io.cwd, absolute) || absolute) ?? paths,
  };
}

function lookedAt({ files, defining }: Search, names: readonly string[]): string {
  const many = defining!.length;
  if (!many) return `no file defines any of the ${names.length} functions of the log; the log is explained without source`;
  return `read ${files.length} files: ${many} that define${many > 1 ? '' : 's'} a function of the log (${defining!.slice(0, 4).map(({ path }) => path).join(', ')}${many > 4 ? ', …' : ''}), their folders and the headers they include`;
}
