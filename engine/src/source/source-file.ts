/** A file as the engine sees it: a name and its text. */

export interface SourceFile {
  /** Relative to the workspace root, with `/` separators; unique within a session. */
  readonly path: string;
  readonly text: string;
}

/** Two independent 32-bit FNV-1a style hashes, as 16 hex digits: names a text in caches, not against an adversary. */
export function contentHash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  return hex(a) + hex(b);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
