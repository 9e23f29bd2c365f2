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
  if (!best) return { markdown: splatMarkdown(explanations.map(withoutSource)), locations: [], findings: [] };
  const locate = (place: Location): LspLocation => toLocation(best.project, place);
  const findings = best.matches.flatMap((match) => match.findings);
  return {
    markdown: splatMarkdown(best.matches),
    locations: findings.length ? findings.map(({ location }) => locate(location)) : best.matches.flatMap(definitionsOf).map(locate),
    findings: findings.map(({ location, fingerprint }) => ({ uri: locate(location).uri, fingerprint })),
  };
}

function knownIn(matches: readonly SplatMatch[]): number {
  return matches.reduce((sum, { places, findings }) => sum + findings.length + Object.keys(places).length, 0);
}

function withoutSource(explanation: Explanation): SplatMatch {
  return { ...explanation, places: {}, findings: [] };
}

/** Where its functions are defined, the most telling first. */
function definitionsOf({ places, suspects }: SplatMatch): readonly Location[] {
  return suspects.flatMap((name) => (Object.hasOwn(places, name) ? places[name] : []));
}
