/** Lines of a kernel log as they reach people (dmesg, journalctl, /dev/kmsg, mail) → what the kernel printed. */

import { isFrame, sectionTag } from './frames.ts';

export interface LogLine {
  readonly text: string;
  /** Blanks between the prefix and the text: tables are aligned by them. */
  readonly indent: number;
  /** 1-based. */
  readonly number: number;
  /** A timestamp or another mark of a log's line stood before it. */
  readonly hasPrefix: boolean;
}

/** The kernel cuts its lines at about a thousand bytes; anything longer is no log. */
const LONGEST = 2000;
const MOST_PREFIXES = 8;

// eslint-disable-next-line no-control-regex
const ESCAPES = /\x1b\[[0-9;]*[A-Za-z]/g;
const QUOTING = /^(?:[ \t]?>)+ ?/;

const PREFIXES: readonly RegExp[] = [
  /^<\d{1,3}>/,
  /^\d+,\d+,\d+,[-c+][^;]{0,80};/, // /dev/kmsg, netconsole
  /^(?:kern|user|daemon|syslog) *:[a-z]+ *: ?/, // dmesg -x
  /^\[ *\+?\d+\.\d+\]/,
  /^\[ *[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d(?:\.\d+)? \d{4}\]/, // dmesg -T
  /^\[\d{4}-\d\d-\d\d[T ][\d:.,+-]+\]/,
  /^\[ *[TC]\d+(?:@[TC]?\d+)?\]/, // CONFIG_PRINTK_CALLER
  /^(?:[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d(?:\.\d+)?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,:+Z-]*) [\w.-]+ kernel(?:\[\d+\])?: ?/, // syslog, journalctl
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.,:+Z-]* /,
  /^(?:[\w.-]+ )?kernel: /,
];

export function cleanLine(raw: string, number: number): LogLine {
  let text = raw.length > LONGEST ? raw.slice(0, LONGEST) : raw;
  if (text.includes('\x1b')) text = text.replace(ESCAPES, '');
  text = text.replace(QUOTING, '').trimEnd();
  let hasPrefix = false;
  for (let round = 0; round < MOST_PREFIXES; round++) {
    const rest = withoutPrefix(text);
    if (rest === undefined) break;
    text = rest;
    hasPrefix = true;
  }
  const bare = text.trimStart();
  return { text: bare, indent: text.length - bare.length, number, hasPrefix };
}

function withoutPrefix(text: string): string | undefined {
  const bare = text.trimStart();
  for (const prefix of PREFIXES) {
    const length = prefix.exec(bare)?.[0].length ?? 0;
    if (length > 0) return bare.slice(length);
  }
  return undefined;
}

const MOST_JOINS = 3;

/** Puts together what a mail program has wrapped. */
export function unwrap(lines: readonly LogLine[]): LogLine[] {
  const result: LogLine[] = [];
  let joins = 0;
  let wasBare = false;
  for (const line of lines) {
    const last = result.at(-1);
    if (last && line.text !== '' && joins < MOST_JOINS && continues(last, line, wasBare)) {
      result[result.length - 1] = { ...last, text: `${last.text} ${line.text}` };
      joins++;
    } else {
      result.push(line);
      joins = 0;
    }
    wasBare = !line.hasPrefix && line.text === '';
  }
  return result;
}

/** A line that ends like this has more to say. */
const UNFINISHED = /(?:, at:| from(?: \[<[0-9a-f]+>\])?|^[^[].*\[<[0-9a-f]+>\]|->|\bname:|invalid context at|\btrying to (?:acquire|lock|release)|\bheld by)$/;

function continues(last: LogLine, line: LogLine, wasBare: boolean): boolean {
  if (last.text === '' || wasBare) return false;
  if (line.hasPrefix) return false;
  if (UNFINISHED.test(last.text)) return true;
  if (isFrame(`${last.text} ${line.text}`)) return !isFrame(line.text);
  if (isFrame(last.text)) return false;
  return last.hasPrefix && !isFrame(line.text) && !sectionTag(line.text);
}
