/** Every rule has its page, under the same headings, with examples that do what they claim. */

import { describe, expect, test } from 'vitest';
import { rules } from '../src/rules/index.ts';
import { check } from './annotate.ts';
import { parseMarks } from './annotate-marks.ts';

const headings = ['What it does', 'Why it deadlocks', 'Example', 'How to fix', 'What it cannot see'];

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  test('has its headings, each with text', () => {
    const sections = rule.documentation.split(/^## /m).slice(1).map((section) => section.split('\n'));
    expect(sections.map(([heading]) => heading.trim())).toEqual(headings);
    expect(sections.filter(([, ...body]) => !body.join('').trim()).map(([heading]) => heading)).toEqual([]);
  });

  test('has a summary of one sentence', () => {
    expect(rule.summary).toMatch(/^\S.*\.$/);
    expect(rule.name).toMatch(/^[a-z]+(-[a-z]+)+$/);
  });

  test('has an example that fires and one that is silent', () => {
    const results = examplesIn(rule.documentation).map((text) => ({ text, outcome: check({ name, files: [{ path: 'example.c', text }] }) }));
    const fired = results.map(({ outcome }) => [...new Set(outcome.report.findings.map((finding) => finding.rule))].join());
    expect(new Set(fired)).toEqual(new Set([name, '']));
    const marked = results.filter(({ text }) => parseMarks(text).marks.length);
    expect(marked.map(({ outcome }) => outcome.difference).filter(Boolean)).toEqual([]);
  });
});

function examplesIn(documentation: string): string[] {
  return [...documentation.matchAll(/^```c\n([\s\S]*?)^```/gm)].map(([, text]) => text);
}
