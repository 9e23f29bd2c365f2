/** Executable of the browser's worker: waits for the parser's modules, then serves the files that are open. */

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { wasmParser, type WasmModules } from './node/wasm-parser.ts';
import { serveOpenFiles } from './web/open-files.ts';

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0] & { onmessage: unknown };

/** The first message carries the modules; for all others the reader listens, in this listener's place. */
self.onmessage = ({ data }: { readonly data: WasmModules }): void => {
  serveOpenFiles(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), wasmParser(data));
};
