/** Ways that are there and yet seldom meant: what they lead to is a hint. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nativeParser } from '../../server/src/node/native-parser.ts';
import { extractFacts } from '../src/facts/extract.ts';
import { kernelKnowledge } from '../src/knowledge/knowledge.ts';
import { createSession } from '../src/session.ts';
import { fixturePrograms } from './annotate.ts';

const parser = nativeParser();

function severities(text: string): readonly string[] {
  const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
  session.update([{ path: 'drivers/misc/doubt.c', facts: extractFacts(parser, { path: 'drivers/misc/doubt.c', text }) }]);
  return session.analyze().findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

const fixture = (name: string): string => readFileSync(new URL(`../../test-fixtures/${name}`, import.meta.url), 'utf8');

test('what is reached only by dropping the last reference', () => {
  expect(severities(fixture('sleep-in-atomic/freed-under-lock.c'))).toEqual(['sleep-in-atomic error']);
  expect(severities(fixture('sleep-in-atomic/last-reference-under-lock.c'))).toEqual(['sleep-in-atomic hint']);
  expect(severities(fixture('recursive-lock/dropped-unless-it-is-the-last.c'))).toEqual(['recursive-lock hint']);
  expect(severities(fixture('lock-inversion/not-only-the-last-reference.c'))).toEqual(['lock-inversion warning']);
  expect(severities(fixture('lock-inversion/last-reference.c'))).toEqual(['lock-inversion hint']);
});

test('a function of which one acquisition is doubtful, and another is not', () => {
  const both = fixture('hardirq-unsafe-lock/doubtful-first.c');
  const start = both.indexOf('    hrtimer_start(&probe->timer, 1000000');
  expect(severities(both)).toEqual(['hardirq-unsafe-lock error']);
  expect(severities(both.slice(0, start) + both.slice(both.indexOf('    return count;')))).toEqual(['hardirq-unsafe-lock hint']);
});

test('a lock that is returned with: by a path of its own, by what begins something, or with the object', () => {
  const begun = fixture('lock-leak/begun-and-ended.c');
  expect(severities(fixture('lock-leak/interruptible.c'))).toEqual(['lock-leak warning']);
  expect(severities(begun)).toEqual(['lock-leak hint']);
  expect(severities(begun.slice(0, begun.indexOf('int journal_end(')))).toEqual(['lock-leak warning']);
  expect(severities(fixture('lock-leak/handed-out.c'))).toEqual(['lock-leak hint']);
});

test('a callback that no task may sleep in, and one that a driver may have made to', () => {
  const clock = fixture('sleep-in-atomic/clock-enable.c');
  expect(severities(clock)).toEqual(['sleep-in-atomic error']);
  expect(severities(clock.replace('.enable =', '.is_enabled ='))).toEqual(['sleep-in-atomic hint']);
  expect(severities(fixture('sleep-in-atomic/trigger-of-a-stream.c'))).toEqual(['sleep-in-atomic error']);
  expect(severities(fixture('sleep-in-atomic/trigger-of-a-nonatomic-stream.c'))).toEqual(['sleep-in-atomic hint']);
});

test('what few users call from a softirq', () => {
  expect(severities(fixture('softirq-unsafe-lock/cipher-from-a-softirq.c'))).toEqual(['softirq-unsafe-lock hint', 'softirq-unsafe-lock hint']);
});

test('a lock that is taken under a condition, far below an interrupt', () => {
  const program = (calls: number): string => `
    struct audit { int type; spinlock_t lock; };
    static void audit_0(struct audit *a) { if (a->type == AUDIT_FILE) spin_lock(&a->lock); if (a->type == AUDIT_FILE) spin_unlock(&a->lock); }
    ${Array.from({ length: calls }, (_, i) => `static void audit_${i + 1}(struct audit *a) { audit_${i}(a); }`).join('\n')}
    static irqreturn_t audit_interrupt(int irq, void *data) { audit_${calls}(data); return IRQ_HANDLED; }
    void audit_reset(struct audit *a) { spin_lock(&a->lock); spin_unlock(&a->lock); msleep(1); }
    int audit_request(struct audit *a) { return request_irq(1, audit_interrupt, 0, "audit", a); }
    static struct work_struct work; static struct audit one; static void audit_work(struct work_struct *w) { audit_reset(&one); }
    void audit_start(void) { INIT_WORK(&work, audit_work); }`;
  expect(severities(program(2))).toEqual(['hardirq-unsafe-lock error']);
  expect(severities(program(4))).toEqual(['hardirq-unsafe-lock hint']);
});

test('two orders over many calls, or of locks that may be of other objects', () => {
  expect(severities(fixture('lock-inversion/two-functions.c'))).toEqual(['lock-inversion warning']);
  expect(severities(fixture('lock-inversion/over-many-calls.c'))).toEqual(['lock-inversion hint']);
  expect(severities(fixture('lock-inversion/socket-and-device.c'))).toEqual(['lock-inversion hint']);
});

test('two orders of which a callee takes one lock always, or on some of its ways', () => {
  const some = fixture('lock-inversion/taken-on-some-ways.c');
  expect(severities(some)).toEqual(['lock-inversion hint']);
  const spinning = some.replace('DEFINE_MUTEX(ring_mutex)', 'DEFINE_SPINLOCK(ring_mutex)').replaceAll('mutex_lock(&ring_mutex)', 'spin_lock(&ring_mutex)').replaceAll('mutex_unlock(&ring_mutex)', 'spin_unlock(&ring_mutex)');
  expect(severities(spinning)).toContain('sleep-in-atomic hint');
  expect(severities(spinning.replace('    if (type->is_ring)\n', '').replace('    if (link_check(type))\n', ''))).toContain('sleep-in-atomic error');
  expect(severities(some.replace('    if (type->is_ring)\n', '').replace('    if (link_check(type))\n', ''))).toEqual(['lock-inversion warning']);
});

test('a semaphore that somebody else may give back, and a lock of which the taker may have told', () => {
  expect(severities(fixture('lock-inversion/semaphore-given-back-by-others.c'))).toEqual(['lock-inversion hint']);
  expect(severities(fixture('lock-inversion/semaphore-given-back-by-others.c').replaceAll('struct semaphore', 'struct mutex').replace(/down\(/g, 'mutex_lock(').replace(/up\(/g, 'mutex_unlock('))).toEqual(['lock-inversion warning']);
  expect(severities(fixture('recursive-lock/told-by-the-taker.c'))).toEqual(['recursive-lock hint']);
});

test('what sleeps only sometimes, and is called under a lock all over, is told once', () => {
  const many = fixture('sleep-in-atomic/read-by-many.c');
  const few = many.slice(0, many.indexOf('int device_clock'));
  const always = many.replace('if (!device->is_virtual)', '').replace('        return device->base + reg;\n', '');
  expect(severities(many)).toEqual(['sleep-in-atomic error', ...Array(5).fill('sleep-in-atomic hint')]);
  expect(severities(few)).toEqual(Array(3).fill('sleep-in-atomic error'));
  expect(severities(always)).toEqual(Array(6).fill('sleep-in-atomic error'));
});

test('what sleeps for some memory only', () => {
  const sure = fixture('sleep-in-atomic/vmalloc-freed-under-lock.c');
  expect(severities(sure)).toEqual(['sleep-in-atomic error']);
  expect(severities(sure.replace('vfree(album', 'kvfree(album'))).toEqual(['sleep-in-atomic hint']);
});

test('what runs when nothing is left to schedule', () => {
  const text = 'static DEFINE_MUTEX(handlers);\nvoid machine_power_off(void)\n{\n\tlocal_irq_disable();\n\tmutex_lock(&handlers);\n\tmutex_unlock(&handlers);\n}\n';
  expect(severities(text)).toEqual(['sleep-in-atomic hint']);
  expect(severities(text.replace('machine_power_off', 'machine_idle'))).toEqual(['sleep-in-atomic error']);
});

test('a lock of which a variable says whether it is held', () => {
  expect(severities(fixture('lock-leak/told-of-something-else.c'))).toEqual(['lock-leak warning']);
  expect(severities(fixture('lock-leak/told-by-a-variable.c'))).toEqual(['lock-leak hint']);
});

test('a lock that spins or sleeps as its object says, not as the caller says', () => {
  const told = fixture('sleep-in-atomic/spins-where-the-caller-says.c');
  const own = told.replaceAll(', true)', ')').replaceAll(', bool atomic)', ')').replaceAll('(atomic)', '(cache->atomic)');
  expect(severities(told)).toEqual(['sleep-in-atomic error']);
  expect(severities(own)).toEqual(['sleep-in-atomic hint']);
});

test('a function that takes any of many locks, as bits say', () => {
  const beside = fixture('recursive-lock/one-lock-beside-many.c');
  const oneByOne = beside.replace(/(node_grow[^}]*?)down_write\(&node->map\)/, '$1node_lock(node, node->mode)').replace('node_lock(node, FILE_MAP_WRITE)', 'node_lock(node, FILE_DATA_WRITE)');
  const recursions = (text: string): readonly string[] => severities(text).filter((found) => found.startsWith('recursive-lock'));
  expect(recursions(beside)).toEqual(['recursive-lock error']);
  expect(recursions(oneByOne)).toEqual(Array(3).fill('recursive-lock hint'));
});

test('a library for two buses, where only the driver of the other one comes to the lock', () => {
  const folder = 'hardirq-unsafe-lock/two-buses-one-library/drivers/net/wireless/radio/';
  const of = (isSetUp: boolean): readonly string[] => {
    const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
    session.update(['pci.c', 'usb.c', 'ring.c', 'radio.h'].map((name) => {
      const path = `drivers/net/wireless/radio/${name}`;
      const text = fixture(folder + name);
      return { path, facts: extractFacts(parser, { path, text: isSetUp || name !== 'usb.c' ? text : text.replace('radio_setup(radio);', '') }) };
    }));
    return session.analyze().findings.map(({ rule, severity }) => `${rule} ${severity}`);
  };
  expect(of(true)).toEqual(['hardirq-unsafe-lock error']);
  expect(of(false)).toEqual(['hardirq-unsafe-lock hint']);
});

test('shared code that one of many drivers enters from its interrupt, or two', () => {
  const { files } = fixturePrograms().find(({ name }) => name.endsWith('hardirq-unsafe-lock/one-driver-in-hardirq'))!;
  const train = files.find(({ path }) => path.endsWith('train.c'))!;
  const of = (isAlone: boolean): readonly string[] => {
    const session = createSession({ knowledge: kernelKnowledge, config: { levels: {}, kernelVersions: [] } });
    session.update(files.map(({ path, text }) => ({ path, facts: extractFacts(parser, { path, text: isAlone || !path.endsWith('ferry.c') ? text : train.text.replaceAll('train', 'ferry') }) })));
    return session.analyze().findings.map(({ rule, severity }) => `${rule} ${severity}`);
  };
  expect(new Set(of(true))).toEqual(new Set(['hardirq-unsafe-lock hint']));
  expect(new Set(of(false))).toEqual(new Set(['hardirq-unsafe-lock error']));
});

const request = (handlers: string, calls: string): string => `
struct request { void (*done)(struct request *); spinlock_t lock; int n; };

static void request_count(struct request *r)
{
    spin_lock(&r->lock);
    r->n++;
    spin_unlock(&r->lock);
}
static void request_forget(struct request *r)
{
    r->n = 0;
}
static irqreturn_t request_interrupt(int irq, void *data)
{
    struct request *r = data;

    r->done(r);
    return IRQ_HANDLED;
}
static int request_thread(void *data)
{
    request_count(data);
    return 0;
}
int request_start(struct request *r, int irq)
{
    ${handlers}
    kthread_run(request_thread, r, "request");
    return request_irq(irq, request_interrupt, 0, "request", r);
}
${calls}`;

test('what an interrupt calls through a pointer that holds one of several functions', () => {
  expect(severities(request('r->done = request_count;', ''))).toEqual(['hardirq-unsafe-lock error']);
  expect(severities(request('r->done = r->n ? request_count : request_forget;', 'void request_reset(struct request *r) { r->done = request_forget; }'))).toEqual(['hardirq-unsafe-lock hint']);
});

/** One member through which the commands of one driver come back; `after`, of whom only the first takes the lock. */
const commands = (count: number): string => `
struct host { spinlock_t lock; int done; };
struct command { struct host *host; void (*after)(struct command *); };

static void after_0(struct command *c)
{
    spin_lock(&c->host->lock);
    c->host->done++;
    spin_unlock(&c->host->lock);
}
${Array.from({ length: count - 1 }, (_, i) => `static void after_${i + 1}(struct command *c) { c->host->done = ${i}; }`).join('\n')}
void command_prepare(struct command *c, int kind)
{
    switch (kind) {
${Array.from({ length: count }, (_, i) => `    case ${i}: c->after = after_${i}; break;`).join('\n')}
    }
}
static int host_thread(void *data)
{
    struct command *c = data;

    c->after(c);
    return 0;
}
static irqreturn_t host_interrupt(int irq, void *data)
{
    struct host *host = data;

    spin_lock(&host->lock);
    host->done = 0;
    spin_unlock(&host->lock);
    return IRQ_HANDLED;
}
int host_start(struct host *host, struct command *c, int irq)
{
    kthread_run(host_thread, c, "host");
    return request_irq(irq, host_interrupt, 0, "host", host);
}`;

test('what comes back through a member that holds many functions of one driver', () => {
  expect(severities(commands(20))).toEqual(['hardirq-unsafe-lock hint']);
  expect(severities(commands(60))).toEqual([]);
});

const completion = (places: number): string => `
struct reader { spinlock_t lock; int done; int mode; };

${Array.from({ length: places }, (_, i) => `static void reader_wait_${i}(struct reader *reader) { msleep(${i} + reader->done); }`).join('\n')}
static void reader_end_io(struct bio *bio)
{
    struct reader *reader = bio->bi_private;

    spin_lock(&reader->lock);
    reader->done++;
    spin_unlock(&reader->lock);
    ${Array.from({ length: places }, (_, i) => `if (reader->mode == ${i}) reader_wait_${i}(reader);`).join('\n    ')}
}
static int reader_thread(void *data)
{
    struct reader *reader = data;

    spin_lock(&reader->lock);
    reader->done = 0;
    spin_unlock(&reader->lock);
    return 0;
}
void reader_start(struct reader *reader, struct bio *bio)
{
    bio->bi_end_io = reader_end_io;
    kthread_run(reader_thread, reader, "reader");
}`;

test('what some enter in an interrupt, and what sleeps in so many places that it was written for the others', () => {
  expect(new Set(severities(completion(1)))).toEqual(new Set(['sleep-in-atomic error', 'hardirq-unsafe-lock error']));
  expect(new Set(severities(completion(3)))).toEqual(new Set(['sleep-in-atomic hint', 'hardirq-unsafe-lock hint']));
});
