/** What is kept between runs: facts by content, reports by everything they depend on. Losing it costs time, never a finding. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../../../engine/src/rules/types.ts';
import { unpackResult, type ExtractFiles, type PackedResult } from '../extract-file.ts';
import type { PackedFacts } from '../packing/packed-facts.ts';
import { StringTable } from '../packing/string-table.ts';
import { sourceKey } from '../read-source.ts';
import type { WorkspaceFile } from '../workspace.ts';
import { openContentIndex } from './content-index.ts';
import { openFactStore } from './fact-store.ts';
import { openReportStore } from './report-store.ts';

export interface Cache {
  /** The same extraction, but what is known of a file's content is not worked out again. */
  around(extract: ExtractFiles): ExtractFiles;
  /** Stands for the names and contents of files and for `settings`; undefined if some content is not known yet. */
  reportKey(files: readonly WorkspaceFile[], settings: unknown): string | undefined;
  recall(key: string): Report | undefined;
  keep(key: string, report: Report): void;
  /** Why something could not be kept; ''. */
  close(): string;
}

export interface CacheOptions {
  /** Undefined: nothing is kept; only `packs` are used. */
  readonly folder?: string;
  /** Packs that `lockctx facts` wrote. */
  readonly packs?: readonly string[];
  /** Stands for the program that makes the facts: another one shares nothing. */
  readonly build: string;
}

/** Two kernels' facts fit. */
const MOST_BYTES = 4 * 2 ** 30;
/** So many files of unknown content are read to find a report; more mean that this tree is new. */
const MOST_UNKNOWN = 500;
/** Bytes in front of packed facts. */
const KEPT_HEAD = 4;

/** What is stored of a file is its result without the path: the length of its packed facts plus one (0: it has none), these, the problem. */
export function keptOf({ packed, problem = '' }: PackedResult): Uint8Array[] {
  const head = Buffer.alloc(KEPT_HEAD);
  head.writeUInt32LE(packed ? packed.length + 1 : 0);
  return [head, ...(packed ? [packed] : []), Buffer.from(problem)];
}

function resultOf(kept: Buffer, path: string, key: string): PackedResult {
  const length = kept.readUInt32LE() - 1;
  const end = KEPT_HEAD + Math.max(length, 0);
  return { path, key, packed: length < 0 ? undefined : (kept.subarray(KEPT_HEAD, end) as PackedFacts), problem: kept.toString('utf8', end) || undefined };
}

export function openCache({ folder, packs, build }: CacheOptions): Cache {
  const own = folder === undefined ? undefined : join(folder, build);
  const store = openFactStore({ folder: own && join(own, 'facts'), packs, build, bytes: MOST_BYTES });
  const index = own === undefined ? undefined : openContentIndex(join(own, 'contents.json'));
  const reports = own === undefined ? undefined : openReportStore(join(own, 'reports'));
  const keys = new Map<string, string>();
  let problem = '';

  function keyOf({ absolute }: WorkspaceFile, mayRead: boolean): string | undefined {
    const known = keys.get(absolute) ?? index?.keyOf(absolute) ?? (mayRead ? keyOfContent(absolute) : undefined);
    if (known !== undefined) keys.set(absolute, known);
    return known;
  }

  function keyOfContent(absolute: string): string | undefined {
    const key = readKey(absolute);
    if (key !== undefined) index?.set(absolute, key);
    return key;
  }

  function recallFacts(file: WorkspaceFile): PackedResult | undefined {
    const key = keyOf(file, !store.isEmpty);
    const kept = key === undefined ? undefined : store.get(key);
    return kept && resultOf(kept, file.path, key!);
  }

  return {
    around: (extract) => async (files, onResult) => {
      const unknown: WorkspaceFile[] = [];
      const table = new StringTable();
      for (const file of files) {
        const result = recallFacts(file);
        if (result) onResult(unpackResult(result, table), file);
        else unknown.push(file);
      }
      await extract(unknown, (result, file) => {
        const { key } = result;
        if (key !== undefined) {
          keys.set(file.absolute, key);
          index?.set(file.absolute, key);
          store.put(key, keptOf(result));
        }
        onResult(result, file);
      });
    },
    reportKey(files, settings) {
      const unknown = files.filter((file) => keyOf(file, false) === undefined);
      if (unknown.length > MOST_UNKNOWN || unknown.some((file) => keyOf(file, true) === undefined)) return undefined;
      const hash = createHash('sha256').update(JSON.stringify([build, settings]));
      for (const file of files) hash.update(`\n${file.path}\0${keys.get(file.absolute)}${file.wanted ? '+' : '-'}`);
      return hash.digest('hex').slice(0, 32);
    },
    recall: (key) => reports?.get(key),
    keep(key, report) {
      if (reports && !reports.put(key, report)) problem = 'the report could not be written';
    },
    close() {
      store.close();
      if (index && !index.save()) problem = 'the index of contents could not be written';
      return store.problem || problem;
    },
  };
}

function readKey(absolute: string): string | undefined {
  try {
    return sourceKey(absolute, readFileSync(absolute));
  } catch {
    return undefined;
  }
}

/** Where an operating system wants programs to keep what they can make anew. */
export function defaultCacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'lockctx', 'Cache');
  return join(env.XDG_CACHE_HOME || join(homedir(), platform === 'darwin' ? 'Library/Caches' : '.cache'), 'lockctx');
}

/** Stands for the code in the folder of a bundled script: any change to the program makes another one. */
export function buildOf(script: URL): string {
  const folder = dirname(fileURLToPath(script));
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.js')).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
