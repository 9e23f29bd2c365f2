/** The parser of this process: the native binding, or where that does not load its WebAssembly twin. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Parser } from '../../../engine/src/syntax/parser.ts';
import { nativeParser } from './native-parser.ts';
import { wasmParser, type WasmModules } from './wasm-parser.ts';

/** Any value: use the WebAssembly binding even where the native one loads. */
const FORCE_WASM = 'LOCKCTX_WASM';

/** Rejects only where neither binding loads; the reason is the native one's. */
export async function openParser(): Promise<Parser> {
  if (process.env[FORCE_WASM]) return wasmParser(wasmModules());
  try {
    return nativeParser();
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
