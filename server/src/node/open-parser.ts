/** The parser of this process: the native binding, or where that does not load its WebAssembly twin. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { HostParser } from './host-parser.ts';
import { nativeParser, type ParseLimits } from './native-parser.ts';
import { wasmParser, type WasmModules } from './wasm-parser.ts';

/** Any value: use the WebAssembly binding even where the native one loads. */
const FORCE_WASM = 'LOCKCTX_WASM';

export interface ParserOptions {
  readonly limits?: ParseLimits;
  /** See `Parser.exhaustive`. */
  readonly exhaustive?: boolean;
}

/** Rejects only where neither binding loads; the reason is the native one's. */
export async function openParser({ limits, exhaustive = false }: ParserOptions = {}): Promise<HostParser> {
  const parser = await openBinding(limits);
  return exhaustive ? { ...parser, exhaustive } : parser;
}

async function openBinding(limits: ParseLimits | undefined): Promise<HostParser> {
  if (process.env[FORCE_WASM]) return wasmParser(wasmModules());
  try {
    return nativeParser(limits);
  } catch (nativeError) {
    return wasmParser(wasmModules()).catch(() => Promise.reject(nativeError));
  }
}

/** Beside the bundle, where `npm run build` puts them; else in the packages that they come from. */
export function wasmModules(): WasmModules {
  return { runtime: read('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm'), grammar: read('tree-sitter-c.wasm', 'tree-sitter-c/tree-sitter-c.wasm') };
}

function read(name: string, inPackage: string): Uint8Array {
  const beside = new URL(name, import.meta.url);
  return readFileSync(existsSync(beside) ? beside : createRequire(import.meta.url).resolve(inPackage));
}
