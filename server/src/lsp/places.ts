/** Files between the engine (relative to a root) and LSP (URIs). */

import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Location } from 'vscode-languageserver';
import type { Location as Place } from '../../../engine/src/source/location.ts';
import { rangeOf } from './ranges.ts';

export function locationOf(root: string, place: Place): Location {
  return { uri: uriOf(join(root, place.file)), range: rangeOf(place) };
}

export function uriOf(absolute: string): string {
  return pathToFileURL(absolute).href;
}

/** Undefined for what is no file on this machine. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
