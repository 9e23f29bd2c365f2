/** Analyses programs for the tests of fixes, and applies what is offered. */

import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { applyEdits } from '../src/fixes/apply.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import type { Finding, Fix, Report } from '../src/rules/types.ts';
import { createSession, type Session } from '../src/session.ts';
import type { Source } from './annotate.ts';

const parser = nativeParser();

export interface Analysed {
  readonly files: readonly Source[];
  readonly session: Session;
  readonly report: Report;
  fixesOf(finding: Finding): readonly Fix[];
}

export function analyse(files: readonly Source[]): Analysed {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
  session.update(files.map((file) => ({ path: file.path, facts: extractFacts(parser, file) })));
  const report = session.analyze();
  const textOf = (path: string): string | undefined => files.find((file) => file.path === path)?.text;
  return { files, session, report, fixesOf: (finding) => session.fixesOf(finding, textOf) };
}

/** Throws when the edits overlap or name a file that does not exist. */
export function apply(files: readonly Source[], fix: Fix): readonly Source[] {
  const strangers = fix.edits.filter(({ location }) => !files.some((file) => file.path === location.file));
  if (strangers.length) throw new Error(`edits of no file: ${strangers.map((e) => e.location.file).join()}`);
  return files.map((file) => {
    const text = applyEdits(file.text, fix.edits.filter(({ location }) => location.file === file.path));
    if (text === undefined) throw new Error(`edits of ${file.path} overlap`);
    return { path: file.path, text };
  });
}
