/** A log of any length → its reports, in linear time. */

import { beginsLikeHeadline, isForeign, kindOf, mayBeHeadline } from './headlines.ts';
import { sectionTag } from './frames.ts';
import { cleanLine, unwrap, type LogLine } from './log-lines.ts';
import { readReport, type Report } from './report-reader.ts';
import type { Splat, SplatKind } from './types.ts';

/** Without a frame or lock in so many lines a report is over. */
const MOST_SILENT_LINES = 150;
/** A report with more lines than this is cut. */
const MOST_LINES = 6000;

/** Never throws. Reports that say the same are one, with a count. */
export function parseSplats(text: string): Splat[] {
  const raw = text.split('\n');
  const found = new Map<string, Splat>();
  for (let at = 0; at < raw.length; ) {
    const report = reportAt(raw, at);
    if (!report) {
      at++;
      continue;
    }
    const splat = readReport(report);
    const key = identityOf(splat);
    const known = found.get(key);
    found.set(key, known ? { ...known, times: known.times + 1 } : splat);
    at += report.length;
  }
  return [...found.values()];
}

interface Found extends Report {
  /** Lines of the log. */
  readonly length: number;
}

function reportAt(raw: readonly string[], at: number): Found | undefined {
  const head = headlineAt(raw, at);
  if (!head) return undefined;
  const lines: LogLine[] = [head.line];
  let end = at + head.length;
  for (let silent = 0; end < raw.length && end - at < MOST_LINES && silent < MOST_SILENT_LINES; end++) {
    if (mayBeHeadline(raw[end]) && endsBefore(raw, end, head.kind)) break;
    const line = cleanLine(raw[end], end + 1);
    if (/^-+\[ end (?:trace|Kernel panic)/.test(line.text)) {
      end++;
      break;
    }
    silent = speaks(line) ? 0 : silent + 1;
    lines.push(line);
  }
  return { kind: head.kind, lines: unwrap(lines), length: end - at };
}

function headlineAt(raw: readonly string[], at: number): { readonly kind: SplatKind; readonly line: LogLine; readonly length: number } | undefined {
  if (!mayBeHeadline(raw[at])) return undefined;
  const line = cleanLine(raw[at], at + 1);
  const kind = kindOf(line.text);
  const next = at + 1 < raw.length ? cleanLine(raw[at + 1], at + 2) : undefined;
  if (kind && !(next && isCut(line, next))) return { kind, line, length: 1 };
  if (!next || !beginsLikeHeadline(line.text)) return undefined;
  const whole = { ...line, text: `${line.text} ${next.text}` };
  const joined = kindOf(whole.text);
  return joined && (kind || !kindOf(next.text)) ? { kind: joined, line: whole, length: 2 } : undefined;
}

/** The headline is known by its beginning, but goes on in the next line. */
function isCut(line: LogLine, next: LogLine): boolean {
  return /(?:invalid context at|while atomic:|stuck for|detected stalls on|on CPU#\d+,)$/.test(line.text) && next.text !== '';
}

/** Another report begins here: of ours, or of somebody else's. A hard lockup's own second headline does not count. */
function endsBefore(raw: readonly string[], at: number, kind: SplatKind): boolean {
  const other = headlineAt(raw, at);
  if (other) return true;
  const { text } = cleanLine(raw[at], at + 1);
  const next = at + 1 < raw.length ? cleanLine(raw[at + 1], at + 2) : undefined;
  return isForeign(next && !next.hasPrefix ? `${text} ${next.text}` : text) && !(kind === 'hard-lockup' && /^Kernel panic/.test(text));
}

function speaks({ text, frame }: LogLine): boolean {
  return text !== '' && (frame !== undefined || sectionTag(text) !== undefined || /^(?:#\d+:|->|\{|\}|RIP|CPU|Call [Tt]race)| at:|locks? held by/.test(text));
}

/** What a report says but for when it says it, and where on the stack registers were. */
function identityOf({ kind, locks, stacks, usage, task }: Splat): string {
  return JSON.stringify([kind, usage, task?.comm, locks.map((lock) => [lock.role, lock.lockClass]), stacks.map((stack) => [stack.title.replace(/\d+/g, ''), stack.frames.filter((f) => !f.isGuess).map((f) => f.function)])]);
}
