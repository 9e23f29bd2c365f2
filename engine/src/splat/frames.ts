/** One line of a stack trace, on any architecture, decoded to source lines or not → a frame. */

import type { Frame } from './types.ts';

/** A frame whose context is not decided yet. */
export type BareFrame = Omit<Frame, 'context'>;

const SYMBOL = String.raw`(?<symbol>[.$]?[A-Za-z_][\w.$]*)`;
const OFFSET = String.raw`\+0x(?<offset>[0-9a-f]+)/0x(?<size>[0-9a-f]+)`;
const MODULE = String.raw`(?: \[(?<module>[\w-]+)(?:[ @][0-9a-f]+)?(?:\([A-Z+-]+\))?\])?`;
const PLACE = String.raw`(?<file>[\w./+-]+\.(?:c|h|S|rs|cpp)):(?<line>\d+)`;
/** `[<ffffffff81234567>]`, twice on powerpc. */
const ADDRESSES = String.raw`(?:\(?\[<?[0-9a-f]*>?\]\s*)*`;

/** `? foo+0x10/0x20 [mod]`, as the kernel prints it; syzbot and others append the place. */
const PLAIN = new RegExp(`^${ADDRESSES}(?<guess>\\? )?\\(?${SYMBOL}${OFFSET}\\)?${MODULE}(?: ${PLACE}(?: \\(discriminator \\d+\\))?)?(?: \\[(?<module2>[\\w-]+)\\])?(?: \\(unreliable\\)| \\((?:[PKL][,)]?)+)?\\)?$`);
/** scripts/decode_stacktrace.sh: the places of what was inlined come first, the function's own last. */
const DECODED = new RegExp(`^${ADDRESSES}(?<guess>\\? )?${SYMBOL}${MODULE} \\((?:[\\w./+-]+:\\d+(?: \\(discriminator \\d+\\))? )*${PLACE}(?: \\(discriminator \\d+\\))?\\)(?: \\[?(?<module2>[\\w-]+)\\]?)?$`);
/** `foo include/linux/foo.h:12 [inline]`: syzbot. */
const INLINE = new RegExp(`^${SYMBOL} ${PLACE} \\[inline\\]$`);
/** 32-bit ARM: `[<c0101234>] (foo) from [<c0105678>] (bar+0x10/0x20)`, later `foo from bar+0x10/0x20`: the caller is in the next line as well. */
const FROM = new RegExp(`^(?:\\[<[0-9a-f]*>\\] )?\\(?${SYMBOL}(?:\\+0x[0-9a-f]+/0x[0-9a-f]+)?\\)?(?: \\[(?<module>[\\w-]+)\\])?\\)? from (?:\\[<[0-9a-f]*>\\] )?\\(?[\\w.]+\\+0x[0-9a-f]+/0x[0-9a-f]+(?: \\[[\\w-]+\\])?\\)?$`);

const SHAPES = [PLAIN, DECODED, INLINE, FROM];

/** Where the CPU was: `RIP: 0010:foo+0x1/0x2`, `pc : foo+0x1/0x2`, `NIP [c00000] foo+0x1/0x2`. */
const REGISTER = /^(?:RIP: \d{4}:|RIP |EIP: (?:\d{4}:)?|EIP is at |PC is at |pc : |epc : |NIP (?=\[)|NIP:? +)(.*)$/;

/** Every frame has an offset in its function, or a place in a file. */
const MAYBE = /\+0x[0-9a-f]+\/0x|\.\w{1,3}:\d/;

export function frameOf(text: string): BareFrame | undefined {
  if (text.length > 400 || !MAYBE.test(text)) return undefined;
  for (const shape of SHAPES) {
    const groups = shape.exec(text)?.groups;
    if (groups) return build(groups, shape === INLINE);
  }
  return undefined;
}

export function isFrame(text: string): boolean {
  return frameOf(text) !== undefined;
}

/** The function in which the CPU was, from a line about its registers; undefined for any other line, and for user space. */
export function registerFrame(text: string): BareFrame | undefined {
  const rest = REGISTER.exec(text)?.[1];
  return rest === undefined ? undefined : frameOf(rest.trim().replace(/^(?:\[<[0-9a-f]*>\]\s*)+/, ''));
}

function build(groups: Readonly<Record<string, string | undefined>>, isInline: boolean): BareFrame {
  const module = groups.module ?? groups.module2;
  return {
    function: sourceName(groups.symbol!),
    ...(groups.offset !== undefined && { offset: parseInt(groups.offset, 16), size: parseInt(groups.size!, 16) }),
    ...(module !== undefined && module !== 'inline' && { module }),
    ...(groups.file !== undefined && { file: groups.file.replace(/^(?:\.\/)+/, ''), line: Number(groups.line) }),
    ...(groups.guess !== undefined && { isGuess: true as const }),
    ...(isInline && { isInline: true as const }),
  };
}

/** Compilers and linkers add to names what no source has. */
export function sourceName(symbol: string): string {
  return symbol
    .replace(/^[.$]/, '')
    .replace(/^__(?:pfx|cfi)_/, '')
    .replace(/(?:\.(?:isra|constprop|part|cold|llvm|lto_priv|cfi_jt|cfi|localalias|warm|hot|unlikely|resume|\d+)(?:\.\d+)*)+$/, '');
}

export interface SectionTag {
  /** `IRQ`, `SOFTIRQ`, `NMI`, `TASK`, …; '' where the section ends. */
  readonly section: string;
  readonly rest: string;
}

const TAG = /^<{1,2}(\/?)(NMI|IRQ|SOFTIRQ|HARDIRQ|TASK|EOI|EOE|#?DF\d?|#?DB\d?|#?MC\d?|#?VC2?|UNKNOWN|ENTRY(?:_TRAMPOLINE)?)>{1,2}\s*/;

/** `<IRQ>`, `</IRQ>`, `<<EOE>>`, on a line of its own or before a frame. */
export function sectionTag(text: string): SectionTag | undefined {
  const tag = TAG.exec(text);
  if (!tag) return undefined;
  const ends = tag[1] === '/' || tag[2] === 'EOI' || tag[2] === 'EOE';
  return { section: ends ? '' : tag[2], rest: text.slice(tag[0].length) };
}
