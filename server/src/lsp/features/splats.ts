/** Kernel reports explained against the source that the editor has at hand. */

import type { Location as LspLocation } from 'vscode-languageserver';
import type { Location } from '../../../../engine/src/rules/types.ts';
import { explainSplat, splatMarkdown, type Explanation, type SplatMatch } from '../../../../engine/src/splat/index.ts';
import type { Project } from '../project.ts';
import type { SplatExplanation } from '../protocol.ts';

export interface SplatSource {
  readonly projects: readonly Project[];
  toLocation(project: Project, place: Location): LspLocation;
}

/** By the project that knows most functions of the log; by the log alone where none knows any. Null: it holds no report that is known. */
export async function explainSplats(text: string, { projects, toLocation }: SplatSource): Promise<SplatExplanation | null> {
  const explanations = explainSplat(text);
  if (!explanations.length) return null;
  const answers = await Promise.all(projects.map(async (project) => ({ project, matches: (await project.ask('splats', { explanations })) ?? [] })));
  const [best] = answers.filter(({ matches }) => knownIn(matches) > 0).sort((a, b) => knownIn(b.matches) - knownIn(a.matches));
  if (!best) return { markdown: splatMarkdown(explanations.map(withoutSource)), locations: [] };
  return { markdown: splatMarkdown(best.matches), locations: best.matches.flatMap(placesOf).map((place) => toLocation(best.project, place)) };
}

function knownIn(matches: readonly SplatMatch[]): number {
  return matches.reduce((sum, { places, findings }) => sum + findings.length + Object.keys(places).length, 0);
}

function withoutSource(explanation: Explanation): SplatMatch {
  return { ...explanation, places: {}, findings: [] };
}

/** Where its findings stand; without any, where its functions are defined, the most telling first. */
function placesOf({ findings, places, suspects }: SplatMatch): readonly Location[] {
  if (findings.length) return findings.map(({ location }) => location);
  return suspects.flatMap((name) => (Object.hasOwn(places, name) ? places[name] : []));
}
