/**
 * The words of a C file, without parsing it: each identifier once, and which of them the file defines for others. Words are 32-bit hashes:
 * two that share one make a file look related that is not, which costs a little time and no finding.
 */

/** Of one file. */
export interface Words {
  /** Functions, variables, struct tags and macros that other files can mean. */
  readonly defined: Int32Array;
  /** Every identifier, those defined among them. */
  readonly mentioned: Int32Array;
}

export interface WordScanner {
  /** `isHeader`: what is static in it is everybody's. */
  scan(bytes: Uint8Array, isHeader: boolean): Words;
}

const enum Kind { Other = 0, Space = 1, NewLine = 2, Digit = 3, Letter = 4 }

const kinds = new Uint8Array(256).map((_, code) => {
  if (code === 10) return Kind.NewLine;
  if (code === 32 || (code >= 9 && code <= 13)) return Kind.Space;
  if (code >= 48 && code <= 57) return Kind.Digit;
  return code === 95 || code >= 128 || ((code | 32) >= 97 && (code | 32) <= 122) ? Kind.Letter : Kind.Other;
});

export function hashOfWord(word: string): number {
  let hash = OFFSET;
  for (const byte of Buffer.from(word)) hash = Math.imul(hash ^ byte, PRIME);
  return hash || 1;
}

const OFFSET = 0x811c9dc5 | 0;
const PRIME = 0x01000193;
const [STATIC, TYPEDEF, EXTERN, STRUCT, UNION, ENUM, DEFINE] = ['static', 'typedef', 'extern', 'struct', 'union', 'enum', 'define'].map(hashOfWord);

const [QUOTE, HASH, APOSTROPHE, OPEN, CLOSE, STAR, SLASH, SEMICOLON, EQUALS, BRACKET, BACKSLASH, BEGIN, END] = [...'"#\'()*/;=[\\{}'].map((c) => c.charCodeAt(0));
const NEWLINE = 10;

/** Keeps its tables from file to file. */
export function createWordScanner(): WordScanner {
  let slots = new Int32Array(1 << 14);
  let count = 0;

  /** Whether a word is new. */
  function add(hash: number): void {
    if (count * 2 > slots.length) grow();
    const mask = slots.length - 1;
    let at = (hash ^ (hash >>> 15)) & mask;
    while (slots[at] !== 0) {
      if (slots[at] === hash) return;
      at = (at + 1) & mask;
    }
    slots[at] = hash;
    count++;
  }

  function grow(): void {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    count = 0;
    for (const hash of old) if (hash !== 0) add(hash);
  }

  /** Sorted, and the table empty again. */
  function take(): Int32Array {
    const found = slots.filter((hash) => hash !== 0).sort();
    slots.fill(0);
    count = 0;
    return found;
  }

  return {
    scan(bytes, isHeader) {
      const defined = new Set<number>();
      const { length } = bytes;
      /** Braces; 0 at file scope. A brace in the first column says it for certain, whatever `#else` did to the count. */
      let depth = 0;
      let parentheses = 0;
      /** Of the declaration at file scope that is being read. */
      let isOwn = false;
      let isDone = false;
      let tag = 0;
      let last = 0;
      let before = 0;
      const begin = (): void => {
        isOwn = isDone = false;
        tag = last = before = 0;
        parentheses = 0;
      };
      const define = (hash: number): void => {
        if (hash !== 0 && !isOwn) defined.add(hash);
      };
      for (let at = 0; at < length; ) {
        const code = bytes[at];
        const kind = kinds[code];
        if (kind === Kind.Letter) {
          let hash = OFFSET;
          while (at < length && kinds[bytes[at]] >= Kind.Digit) hash = Math.imul(hash ^ bytes[at++], PRIME);
          hash ||= 1;
          add(hash);
          if (depth || parentheses) continue;
          if ((hash === STATIC && !isHeader) || hash === TYPEDEF || hash === EXTERN) isOwn = true;
          if (last === STRUCT || last === UNION || last === ENUM) tag = hash;
          before = last;
          last = hash;
          continue;
        }
        at++;
        if (kind === Kind.Digit) while (at < length && kinds[bytes[at]] >= Kind.Digit) at++;
        else if (kind !== Kind.Other) continue;
        else if (code === SLASH && bytes[at] === STAR) at = endOf(bytes, at);
        else if (code === SLASH && bytes[at] === SLASH) while (at < length && bytes[at] !== NEWLINE) at++;
        else if (code === QUOTE || code === APOSTROPHE) {
          while (at < length && bytes[at] !== code && bytes[at] !== NEWLINE) at += bytes[at] === BACKSLASH ? 2 : 1;
          at++;
        } else if (code === HASH) at = directive(bytes, at, add, (hash) => isHeader && defined.add(hash));
        else if (code === BEGIN) {
          if (depth === 0 && !isDone) {
            // `struct foo {`, or the body of a function, whose name stood before its parameters.
            if (tag !== 0 && tag === last) defined.add(tag);
            else if (before !== 0) define(before);
          }
          depth = bytes[at - 2] === NEWLINE ? 1 : depth + 1;
        } else if (code === END) {
          depth = bytes[at - 2] === NEWLINE ? 0 : Math.max(0, depth - 1);
          if (depth === 0) {
            // A body ends its declaration; a struct or an initialiser goes on to its semicolon.
            if (bytes[at] !== SEMICOLON) begin();
          }
        } else if (depth === 0) {
          if (code === OPEN) {
            if (parentheses++ === 0) before = last;
          } else if (code === CLOSE) parentheses = Math.max(0, parentheses - 1);
          else if (code === SEMICOLON) {
            if (!isDone && parentheses === 0 && before !== last) define(last);
            begin();
          } else if ((code === EQUALS || code === BRACKET) && parentheses === 0 && !isDone) {
            define(last);
            isDone = true;
          }
        }
      }
      return { defined: Int32Array.from(defined), mentioned: take() };
    },
  };
}

/** Behind the comment that begins at a star. */
function endOf(bytes: Uint8Array, star: number): number {
  for (let at = star + 1; at < bytes.length; at++) if (bytes[at] === SLASH && bytes[at - 1] === STAR && at > star + 1) return at + 1;
  return bytes.length;
}

/** A line of the preprocessor with those that continue it: words count, braces do not. */
function directive(bytes: Uint8Array, from: number, add: (hash: number) => void, define: (hash: number) => void): number {
  let words = 0;
  let first = 0;
  let at = from;
  while (at < bytes.length) {
    const code = bytes[at];
    if (kinds[code] === Kind.Letter) {
      let hash = OFFSET;
      while (at < bytes.length && kinds[bytes[at]] >= Kind.Digit) hash = Math.imul(hash ^ bytes[at++], PRIME);
      hash ||= 1;
      if (words === 0) first = hash;
      else {
        add(hash);
        if (words === 1 && first === DEFINE) define(hash);
      }
      words++;
    } else if (code === NEWLINE) {
      if (bytes[at - 1] !== BACKSLASH) return at;
      at++;
    } else if (code === SLASH && bytes[at + 1] === STAR) at = endOf(bytes, at + 1);
    else if (kinds[code] === Kind.Digit) while (at < bytes.length && kinds[bytes[at]] >= Kind.Digit) at++;
    else at++;
  }
  return at;
}
