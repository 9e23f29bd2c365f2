/** Lines of a kernel log as they reach people (dmesg, journalctl, /dev/kmsg, mail) → what the kernel printed. */

import { frameOf, isFrame, sectionTag, type BareFrame } from './frames.ts';

export interface LogLine {
  readonly text: string;
  /** Blanks between the prefix and the text: tables are aligned by them. */
  readonly indent: number;
  /** 1-based. */
  readonly number: number;
  /** A timestamp or another mark of a log's line stood before it. */
  readonly hasPrefix: boolean;
  /** The whole line is a frame of a stack. */
  readonly frame: BareFrame | undefined;
}

/** The kernel cuts its lines at about a thousand bytes; anything longer is no log. */
const LONGEST = 2000;
const MOST_PREFIXES = 8;

// eslint-disable-next-line no-control-regex
const ESCAPES = /\x1b\[[0-9;]*[A-Za-z]/g;
const QUOTING = /^(?:[ \t]?>)+ ?/;

/** By the character that they begin with: most lines try few of them. */
const BRACKETS: readonly RegExp[] = [
  /^\[ *\+?\d+\.\d+\]/,
  /^\[ *[TC]\d+(?:@[TC]?\d+)?\]/, // CONFIG_PRINTK_CALLER
  /^\[ *[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d(?:\.\d+)? \d{4}\]/, // dmesg -T
  /^\[\d{4}-\d\d-\d\d[T ][\d:.,+-]+\]/,
];
const LEVELS: readonly RegExp[] = [/^<\d{1,3}>/];
const WORDS: readonly RegExp[] = [
  /^\d+,\d+,\d+,[-c+][^;]{0,80};/, // /dev/kmsg, netconsole
  /^(?:kern|user|daemon|syslog) *:[a-z]+ *: ?/, // dmesg -x
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
  return { text: bare, indent: text.length - bare.length, number, hasPrefix, frame: frameOf(bare) };
}

function withoutPrefix(text: string): string | undefined {
  const bare = text.trimStart();
  for (const prefix of bare[0] === '[' ? BRACKETS : bare[0] === '<' ? LEVELS : WORDS) {
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
      const text = `${last.text} ${line.text}`;
      result[result.length - 1] = { ...last, text, frame: frameOf(text) };
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

/** What a frame can end with: a module, a place in a file. */
const TAIL = /^(?:\[[\w-]+\]|\w+$|\(?[\w./+-]+:\d+)/;

function continues(last: LogLine, line: LogLine, wasBare: boolean): boolean {
  if (last.text === '' || wasBare) return false;
  if (line.hasPrefix) return false;
  if (UNFINISHED.test(last.text)) return true;
  if (TAIL.test(line.text) && isFrame(`${last.text} ${line.text}`)) return line.frame === undefined;
  if (last.frame) return false;
  return last.hasPrefix && !line.frame && !sectionTag(line.text);
}
