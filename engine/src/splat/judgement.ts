/** What a report means. One sentence, the rules that say the same of source code, and what to do. */

export interface Judgement {
  /** One sentence that stands alone. */
  readonly verdict: string;
  /** Names of rules, likeliest first; none where lockctx has no rule for it. */
  readonly rules: readonly string[];
  /** One to three sentences. */
  readonly advice: string;
}
