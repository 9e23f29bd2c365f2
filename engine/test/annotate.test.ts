/** The fixture language itself: what is read from marks, what is written, and which marks survive. */

import { describe, expect, test } from 'vitest';
import { parseMarks, reconcile, renderMarks, type Mark } from './annotate-marks.ts';

const fixture = `static int worker(void *data)
{   // ctx: process
    spin_lock(&list_lock);
    //        ^^^^^^^^^^ softirq-unsafe-lock: list_lock is taken…
    return drop();
//  ^^^^^^ FN lock-leak: drop() may fail
}
`;

describe('marks', () => {
  test('are read with the range they point at', () => {
    const { code, marks, contexts } = parseMarks(fixture);
    expect(code.map(({ line }) => line)).toEqual([0, 1, 2, 4, 6, 7]);
    expect(marks).toMatchObject([
      { line: 2, start: 14, end: 24, sign: '^', claim: '', rule: 'softirq-unsafe-lock', text: 'list_lock is taken…' },
      { line: 4, start: 4, end: 10, sign: '^', claim: 'FN', rule: 'lock-leak', text: 'drop() may fail' },
    ]);
    expect(contexts).toEqual([{ line: 1, function: 'worker', contexts: 'process' }]);
  });

  test('are written back as they stood', () => {
    const annotated = parseMarks(fixture);
    expect(renderMarks(annotated, annotated.marks, new Map())).toBe(fixture);
  });

  test('are written under the range, wherever it begins', () => {
    const annotated = parseMarks('ab(cd);\n    return;\n    spin_lock(&l);');
    const at = (line: number, start: number, end: number): Mark => ({ line, start, end, sign: '^', claim: '', rule: 'a-rule', text: 'why' });
    expect(renderMarks(annotated, [at(0, 0, 2), at(1, 4, 10), at(2, 14, 16)], new Map())).toBe(
      'ab(cd);\n// <- a-rule: why\n    return;\n//  ^^^^^^ a-rule: why\n    spin_lock(&l);\n    //        ^^ a-rule: why');
  });

  test('take another set of contexts', () => {
    expect(renderMarks(parseMarks(fixture), [], new Map([[1, 'process|softirq']]))).toContain('{   // ctx: process|softirq\n');
  });

  test('find the function behind attributes, pasted names and long heads', () => {
    const named = (head: string): string => parseMarks(`${head}\n{   // ctx: nmi\n}`).contexts[0].function;
    expect(named('static int __init start(void)')).toBe('start');
    expect(named('SEC("perf_event")\nint on_sample(struct pt_regs *regs)')).toBe('on_sample');
    expect(named('static netdev_tx_t\nxmit(struct sk_buff *skb,\n     struct net_device *dev)')).toBe('xmit');
    expect(named('SYSCALL_DEFINE2(open_gate, int, fd,\n                u64, flags)')).toBe('open_gate');
    expect(named('static void take(struct q *q)\n    __acquires(&q->lock)')).toBe('take');
  });
});

describe('a mark survives', () => {
  const actual: Mark = { line: 2, start: 14, end: 24, sign: '^', claim: '', rule: 'softirq-unsafe-lock', text: 'list_lock is taken here' };
  const survivors = (written: Partial<Mark>, found: readonly Mark[]): string[] =>
    reconcile([{ ...actual, ...written, source: 'as written' }], found).map((mark) => mark.source ?? `new ${mark.text}`);

  test('when the message begins with its text', () => {
    expect(survivors({ text: 'list_lock is' }, [actual])).toEqual(['as written']);
    expect(survivors({ text: '…' }, [actual])).toEqual(['as written']);
    expect(survivors({ text: '' }, [actual])).toEqual(['as written']);
    expect(survivors({ text: 'other_lock' }, [actual])).toEqual(['new list_lock is taken here']);
    expect(survivors({ end: 23 }, [actual])).toEqual(['new list_lock is taken here']);
    expect(survivors({}, [])).toEqual([]);
  });

  test('as FP while it is reported, whatever the reason', () => {
    expect(survivors({ claim: 'FP', text: 'never at the same time' }, [actual])).toEqual(['as written']);
    expect(survivors({ claim: 'FP', text: 'never at the same time' }, [])).toEqual([]);
  });

  test('as FN while it is not reported', () => {
    expect(survivors({ claim: 'FN', text: 'assembly' }, [])).toEqual(['as written']);
    expect(survivors({ claim: 'FN', text: 'assembly' }, [actual])).toEqual(['new list_lock is taken here']);
  });
});
