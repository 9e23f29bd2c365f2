/** `lockctx simulate FINDING [PATH…]`: replays a finding's interleaving step by step, and the fixed programs. */

import { dirname } from 'node:path';
import type { Finding } from '../../../engine/src/rules/types.ts';
import type { Simulation } from '../../../engine/src/simulation/types.ts';
import { CouldNotRun } from '../node/could-not-run.ts';
import type { Arguments } from './arguments.ts';
import { replayPage } from './formats/html.ts';
import { palette, type Palette } from './formats/terminal.ts';
import { assetReader, openSink, type Io } from './io.ts';
import { sourcesOf } from './source-lines.ts';
import { createProgress } from './progress.ts';
import { loadProject } from './project.ts';
import { timelineSvg } from './timeline-svg.ts';
import { timelineText } from './timeline.ts';

interface Replay {
  readonly finding: Finding;
  readonly simulation: Simulation;
  /** The model, of the fixed program with `--with-fix`; undefined for what it cannot express. */
  readonly promela: () => string | undefined;
  readonly withFix: boolean;
  readonly colours: Palette;
  readonly asset: (name: string) => string;
}

const renderers: Readonly<Record<string, (replay: Replay) => string>> = {
  pretty: ({ simulation, colours, withFix }) => timelineText(simulation, colours, withFix),
  json: ({ simulation }) => `${JSON.stringify({ version: 1, simulation })}\n`,
  html: ({ finding, simulation, asset }) => replayPage(finding, simulation, { asset }),
  svg: ({ simulation, withFix }) => timelineSvg(simulation, withFix),
  promela: ({ promela, simulation }) => promela() ?? nothing(simulation),
};

function nothing({ reason }: Simulation): never {
  throw new CouldNotRun(`There is no model of this finding${reason ? `: ${reason}` : ''}.`);
}

/** Exit code: 1 when the finding was reproduced, 0 when no interleaving goes wrong. With `--with-fix` the fixed programs decide. */
export async function simulate(args: Arguments, io: Io): Promise<number> {
  const render = renderers[args.format];
  if (!render) throw new CouldNotRun(`\`lockctx simulate\` prints ${Object.keys(renderers).join(', ')}.`);
  const [wanted, ...paths] = args.operands;
  const place = /^(.+):(\d+)$/.exec(wanted);
  const progress = createProgress(io, args.progress);
  const { session, workspace } = await loadProject(paths.length ? paths : [place ? dirname(place[1]) : '.'], args, io, progress, { triesFixes: true }).finally(() => progress.end());
  const { findings } = session.analyze();
  const finding = choose(findings, wanted, place, args.kernelVersions ?? []);
  const sources = sourcesOf(workspace.root);
  const settings = args.preemption && { preemption: args.preemption };
  const simulation = session.withEdits(finding, session.simulationOf(finding, settings), sources);
  const sink = openSink(io, args.outputFile);
  sink.write(render({
    finding, simulation, withFix: args.withFix, promela: () => session.promelaOf(finding, args.withFix ? sources : undefined, settings),
    colours: palette(io.colour && args.outputFile === undefined), asset: assetReader(io),
  }));
  sink.close();
  const run = args.withFix ? simulation.fixed : simulation.run;
  return run === undefined || run.bad === 'none' ? 0 : 1;
}

/** By fingerprint or the beginning of one; by file and line, the most severe first. */
function choose(findings: readonly Finding[], wanted: string, place: RegExpExecArray | null, kernels: readonly string[]): Finding {
  const found = place
    ? findings.filter(({ location }) => location.line === Number(place[2]) && isSameFile(location.file, place[1]))
    : findings.filter(({ fingerprint }) => fingerprint.startsWith(wanted));
  if (found.length === 0) throw new CouldNotRun(`There is no finding ${place ? 'at' : 'with the fingerprint'} ${wanted}${kernels.length ? ` on ${kernels.join(', ')}` : ''}${findings.length ? `; there are ${findings.length} elsewhere` : ''}.`);
  if (!place && found.length > 1) throw new CouldNotRun(`${found.length} findings begin with ${wanted}.`);
  return found[0];
}

/** A path may be given from the root or from where the user is. */
function isSameFile(file: string, given: string): boolean {
  const path = given.replace(/^\.\//, '');
  return file === path || path.endsWith(`/${file}`) || file.endsWith(`/${path}`);
}
