/** Checks fixtures: analyses a program, writes what was found as marks into its files, and compares with the marks that stand there. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import type { Finding, Report, Witness } from '../src/rules/types.ts';
import { createSession, type EngineConfig, type Session } from '../src/session.ts';
import { groupBy, parseMarks, placeOf, reconcile, renderMark, renderMarks, type Annotated, type Mark } from './annotate-marks.ts';

export const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../../test-fixtures');

export interface Source {
  readonly path: string;
  readonly text: string;
}

/** A whole program: the files of a folder, or a single file. */
export interface FixtureProgram {
  readonly name: string;
  readonly files: readonly Source[];
}

export interface Outcome {
  /** The files as the analysis would mark them. */
  readonly files: readonly Source[];
  /** What differs, readable; '' when nothing does. */
  readonly difference: string;
  readonly report: Report;
}

/** A fixture's first line may set these: `// options: {"levels": {"redundant-irqsave": "hint"}}`. */
interface Options {
  readonly levels: Record<string, string>;
  readonly kernelVersions: string[];
}

const contextOrder = ['process', 'softirq', 'hardirq', 'nmi'];
const parser = nativeParser();

/** Every program below `test-fixtures`: groups hold programs, which are a `.c` file or a folder each. */
export function fixturePrograms(): FixtureProgram[] {
  return readdirSync(fixtures)
    .sort()
    .map((group) => join(fixtures, group))
    .filter((group) => statSync(group).isDirectory())
    .flatMap((group) => readdirSync(group).sort().map((entry) => join(group, entry)))
    .filter((path) => path.endsWith('.c') || statSync(path).isDirectory())
    .map(loadProgram);
}

export function loadProgram(path: string): FixtureProgram {
  const isFolder = statSync(path).isDirectory();
  const names = isFolder ? readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[ch]$/.test(name)).sort() : [basename(path)];
  const root = isFolder ? path : dirname(path);
  return { name: relative(fixtures, path), files: names.map((name) => ({ path: name, text: readFileSync(join(root, name), 'utf8') })) };
}

export function check(program: FixtureProgram): Outcome {
  const session = sessionOf(program);
  const report = session.analyze();
  const expected = program.files.map((file) => ({ ...file, annotated: parseMarks(file.text) }));
  const stray = report.findings.flatMap((f) => (program.files.some((file) => file.path === f.location.file) ? [] : [`finding in no file of this program: ${f.location.file}: ${f.message}`]));
  const results = expected.map((file) => {
    const old = file.annotated.marks;
    const marks = reconcile(old, actualMarks(report.findings, file.path));
    const contexts = new Map(file.annotated.contexts.map((mark) => [mark.line, contextsAt(file.path, mark)]));
    return { path: file.path, text: renderMarks(file.annotated, marks, contexts), difference: describeDifference(file, marks, contexts, report.findings) };
  });
  return { files: results.map(({ path, text }) => ({ path, text })), difference: [...stray, ...results.map((r) => r.difference).filter(Boolean)].join('\n\n'), report };

  function contextsAt(path: string, mark: { readonly line: number; readonly function: string }): string {
    const known = session.contextsOf(mark.function).filter((entry) => entry.file === path);
    const here = known.filter((entry) => entry.line <= mark.line + 1).sort((a, b) => b.line - a.line)[0] ?? known[0];
    const names = new Set((here?.witnesses ?? []).map((witness) => witness.context as string));
    return contextOrder.filter((name) => names.has(name)).join('|') || 'none';
  }
}

export function sessionOf(program: FixtureProgram, findingsOnly = false): Session {
  const session = createSession({ knowledge: kernelKnowledge, config: optionsOf(program) as EngineConfig, findingsOnly });
  session.update(program.files.map((file) => ({ path: file.path, facts: extractFacts(parser, file) })));
  return session;
}

function optionsOf(program: FixtureProgram): Options {
  const options: Options = { levels: {}, kernelVersions: [] };
  for (const { text } of program.files) {
    const given = /^\/\/ options:\s*(\{.*\})/.exec(text);
    if (given) Object.assign(options, JSON.parse(given[1]));
  }
  return options;
}

/** What the findings say of one file: where each stands, and where its witnesses end but for the first when that is the same place. */
function actualMarks(findings: readonly Finding[], path: string): Mark[] {
  const marks = findings.flatMap((finding) => [
    { at: finding.location, sign: '^' as const, rule: finding.rule, text: finding.message },
    ...finding.witnesses.flatMap((witness, i) => {
      const last = witness.steps.at(-1);
      return last && !(i === 0 && isSame(last.location, finding.location)) ? [{ at: last.location, sign: '~' as const, rule: finding.rule, text: witnessText(witness) }] : [];
    }),
  ]);
  const here = marks.filter((mark) => mark.at.file === path).map(({ at, sign, rule, text }): Mark => ({
    line: at.line - 1, start: at.column - 1, end: at.endLine === at.line ? Math.max(at.endColumn - 1, at.column) : at.column, sign, claim: '', rule, text,
  }));
  const distinct = new Map(here.map((mark) => [`${placeOf(mark)}|${mark.text}`, mark]));
  return [...distinct.values()].sort((a, b) => a.line - b.line || a.start - b.start || b.sign.localeCompare(a.sign) || a.rule.localeCompare(b.rule) || a.text.localeCompare(b.text));
}

function witnessText(witness: Witness): string {
  return `${witness.label}: ${witness.steps.at(-1)!.what}`;
}

function isSame(a: Finding['location'], b: Finding['location']): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

function describeDifference(
  file: Source & { readonly annotated: Annotated }, marks: readonly Mark[], contexts: ReadonlyMap<number, string>, findings: readonly Finding[],
): string {
  const written = new Set(marks.map((mark) => mark.source));
  const codeAt = new Map(file.annotated.code.map(({ line, text }) => [line, text]));
  const parts: { line: number; text: string }[] = [];
  for (const mark of file.annotated.marks)
    if (!marks.includes(mark)) parts.push({ line: mark.line, text: `- ${mark.source}${mark.claim ? `   (no longer so: remove ${mark.claim})` : ''}` });
  for (const mark of marks)
    if (mark.source === undefined || !written.has(mark.source)) parts.push({ line: mark.line, text: `+ ${renderMark(mark, codeAt.get(mark.line) ?? '')}${proofOf(mark, file.path, findings)}` });
  for (const mark of file.annotated.contexts)
    if (contexts.get(mark.line) !== mark.contexts) parts.push({ line: mark.line, text: `- ${mark.function}: ctx ${mark.contexts}\n+ ${mark.function}: ctx ${contexts.get(mark.line)}` });
  const byLine = groupBy(parts.sort((a, b) => a.line - b.line), (part) => part.line);
  return [...byLine].map(([line, group]) => [`${file.path}:${line + 1}`, `  ${codeAt.get(line) ?? ''}`, ...group.map((part) => part.text)].join('\n')).join('\n');
}

/** The paths of an unexpected finding: what one needs to judge it. */
function proofOf(mark: Mark, path: string, findings: readonly Finding[]): string {
  const finding = mark.sign === '^' && findings.find((f) => f.rule === mark.rule && f.message === mark.text && f.location.file === path && f.location.line === mark.line + 1);
  if (!finding) return '';
  const lines = finding.witnesses.flatMap((w) => [
    `      ${w.label}: ${w.entry.function}() via ${w.entry.via}, ${w.entry.location.file}:${w.entry.location.line}`,
    ...w.steps.map((s) => `        ${s.location.file}:${s.location.line} ${s.function}() ${s.what}`),
  ]);
  return lines.map((line) => `\n${line}`).join('');
}
