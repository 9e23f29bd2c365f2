/**
 * How much the files of a tree have to do with some of them, by the words they share: callers and callees, users of the same structs and
 * locks. A word says the more the fewer files mention it. Two steps: files that are near to what is near count as well, but less.
 */

import type { Column, WordIndex } from './word-index.ts';

/** A word in more files than this says nothing of who belongs together. */
const COMMON = 400;
/** A shared word that neither file defines (a member, a struct of a header), beside one that one of them does. */
const SHARED = 0.5;
/** From so many files that mention it on, a definition is mostly a service of the kernel, which the tables know. */
const SERVICE = 60;
/** Files that the second step goes on from, and how much it counts. */
const NEAREST = 48;
const SECOND = 0.3;

/** By file of the index, 0: not at all, as for `seeds` themselves (numbers of files). */
export function relatedTo(index: WordIndex, seeds: readonly number[]): Float64Array {
  const first = stepFrom(index, new Map(seeds.map((file) => [file, 1])));
  for (const file of seeds) first[file] = 0;
  const nearest = [...first.keys()].filter((file) => first[file] > 0).sort((a, b) => first[b] - first[a] || a - b).slice(0, NEAREST);
  if (!nearest.length) return first;
  const best = first[nearest[0]];
  const second = stepFrom(index, new Map(nearest.map((file) => [file, first[file] / best])));
  const seeded = new Set(seeds);
  return first.map((score, file) => (seeded.has(file) ? 0 : score + SECOND * second[file]));
}

/** What files with weights give to the files that share words with them. */
function stepFrom({ files, defined, mentioned }: WordIndex, from: ReadonlyMap<number, number>): Float64Array {
  const definedBy = weightsOf(defined, from);
  const mentionedBy = weightsOf(mentioned, from);
  const isAsked = filterOf(mentionedBy.keys());
  const mentions = countsOf(mentioned, mentionedBy, isAsked);
  const definitions = countsOf(defined, mentionedBy, isAsked);
  const toMentioning = new Map<number, number>();
  const toDefining = new Map<number, number>();
  for (const [word, weight] of mentionedBy) {
    const count = mentions.get(word) ?? 1;
    const own = definedBy.get(word);
    if (count < COMMON) toMentioning.set(word, (own ?? SHARED * weight) / count);
    const others = definitions.get(word);
    if (own === undefined && others !== undefined) toDefining.set(word, weight / others / (1 + count / SERVICE));
  }
  const scores = new Float64Array(files.length);
  give(scores, mentioned, toMentioning, isAsked);
  give(scores, defined, toDefining, isAsked);
  return scores;
}

function weightsOf({ words, starts }: Column, from: ReadonlyMap<number, number>): Map<number, number> {
  const weights = new Map<number, number>();
  for (const [file, weight] of from) for (let at = starts[file]; at < starts[file + 1]; at++) weights.set(words[at], (weights.get(words[at]) ?? 0) + weight);
  return weights;
}

function countsOf({ words }: Column, asked: ReadonlyMap<number, number>, isAsked: WordFilter): Map<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < words.length; at++) if (isAsked(words[at]) && asked.has(words[at])) counts.set(words[at], (counts.get(words[at]) ?? 0) + 1);
  return counts;
}

function give(scores: Float64Array, { words, starts }: Column, weights: ReadonlyMap<number, number>, isAsked: WordFilter): void {
  for (let file = 0; file < scores.length; file++) {
    let sum = 0;
    for (let at = starts[file]; at < starts[file + 1]; at++) if (isAsked(words[at])) sum += weights.get(words[at]) ?? 0;
    scores[file] += sum;
  }
}

type WordFilter = (word: number) => boolean;

/** Nearly all words of a tree are none of those asked for: told by one bit, most need no look into a map. */
function filterOf(words: Iterable<number>): WordFilter {
  const bits = new Uint8Array(1 << 17);
  const mask = (1 << 20) - 1;
  for (const word of words) bits[(word & mask) >> 3] |= 1 << (word & 7);
  return (word) => (bits[(word & mask) >> 3] & (1 << (word & 7))) !== 0;
}
