/** Shapes of code that fixes have to see through; each as the lines that the fix takes away and puts in. */

import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../server/src/cli/unified-diff.ts';
import { analyse, apply } from './fixes-support.ts';

/** A handler takes the lock, so `port_work`, given as its body, must not be interrupted by it. */
function program(body: string, more = ''): string {
  return `
struct port {
	spinlock_t lock;
	struct work_struct work;
	int n, busy;
};
${more}
static irqreturn_t port_irq(int irq, void *data)
{
	struct port *p = data;

	spin_lock(&p->lock);
	p->n++;
	spin_unlock(&p->lock);
	return IRQ_HANDLED;
}

static void port_work(struct work_struct *work)
{
	struct port *p = container_of(work, struct port, work);
${body}
}

int port_start(struct port *p, int irq)
{
	INIT_WORK(&p->work, port_work);
	return request_irq(irq, port_irq, 0, "port", p);
}
`;
}

/** Changed lines of the first fix whose title has the words, for the first finding that has one; '' when there is none. */
function changes(text: string, words = ''): string {
  const before = analyse([{ path: 'a.c', text }]);
  for (const finding of before.report.findings) {
    const fix = before.fixesOf(finding).find(({ kind, title }) => kind !== 'suppress' && title.includes(words));
    if (!fix) continue;
    const [{ text: after }] = apply(before.files, fix);
    const lines = unifiedDiff('a.c', text, after).split('\n').slice(2);
    return [fix.title, ...lines.filter((line) => /^[-+]/.test(line))].join('\n');
  }
  return '';
}

describe('one section, all its ends', () => {
  test('early returns and a goto', () => {
    expect(changes(program(`
	spin_lock(&p->lock);
	if (p->busy) {
		spin_unlock(&p->lock);
		return;
	}
	if (p->n > 4)
		goto out;
	p->n = 0;
out:
	spin_unlock(&p->lock);`))).toMatchInlineSnapshot(`
		"Use spin_lock_irq() for struct port.lock in port_work()
		-	spin_lock(&p->lock);
		+	spin_lock_irq(&p->lock);
		-		spin_unlock(&p->lock);
		+		spin_unlock_irq(&p->lock);
		-	spin_unlock(&p->lock);
		+	spin_unlock_irq(&p->lock);"
	`);
  });
  test('dropped and retaken in a loop', () => {
    expect(changes(program(`
	spin_lock(&p->lock);
	while (p->n) {
		p->n--;
		spin_unlock(&p->lock);
		msleep(1);
		spin_lock(&p->lock);
	}
	spin_unlock(&p->lock);`), 'irqsave')).toMatchInlineSnapshot(`
		"Use spin_lock_irqsave() for struct port.lock in port_work()
		+	unsigned long flags;
		-	spin_lock(&p->lock);
		+	spin_lock_irqsave(&p->lock, flags);
		-		spin_unlock(&p->lock);
		+		spin_unlock_irqrestore(&p->lock, flags);
		-		spin_lock(&p->lock);
		+		spin_lock_irqsave(&p->lock, flags);
		-	spin_unlock(&p->lock);
		+	spin_unlock_irqrestore(&p->lock, flags);"
	`);
  });
  test('a trylock and its branches', () => {
    expect(changes(program(`
	if (!spin_trylock(&p->lock))
		return;
	p->n = 0;
	spin_unlock(&p->lock);`), 'irqsave')).toMatchInlineSnapshot(`
		"Use spin_trylock_irqsave() for struct port.lock in port_work()
		+	unsigned long flags;
		-	if (!spin_trylock(&p->lock))
		+	if (!spin_trylock_irqsave(&p->lock, flags))
		-	spin_unlock(&p->lock);
		+	spin_unlock_irqrestore(&p->lock, flags);"
	`);
  });
  test('taken under a condition and released under the same', () => {
    expect(changes(program(`
	int busy = p->busy;

	if (busy)
		spin_lock(&p->lock);
	p->n = 0;
	if (busy)
		spin_unlock(&p->lock);`), 'irqsave')).toMatchInlineSnapshot(`
			"Use spin_lock_irqsave() for struct port.lock in port_work()
			+	unsigned long flags;
			-		spin_lock(&p->lock);
			+		spin_lock_irqsave(&p->lock, flags);
			-		spin_unlock(&p->lock);
			+		spin_unlock_irqrestore(&p->lock, flags);"
		`);
  });
  test('guards', () => {
    expect(changes(program(`
	guard(spinlock_bh)(&p->lock);
	p->n = 0;`))).toMatchInlineSnapshot(`
		"Use spin_lock_irq() for struct port.lock in port_work()
		-	guard(spinlock_bh)(&p->lock);
		+	guard(spinlock_irq)(&p->lock);"
	`);
    expect(changes(program(`
	scoped_guard(spinlock, &p->lock)
		p->n = 0;`), 'irqsave')).toMatchInlineSnapshot(`
			"Use spin_lock_irqsave() for struct port.lock in port_work()
			-	scoped_guard(spinlock, &p->lock)
			+	scoped_guard(spinlock_irqsave, &p->lock)"
		`);
  });
  test('both sections of a function, one variable', () => {
    expect(changes(program(`
	spin_lock(&p->lock);
	p->n = 0;
	spin_unlock(&p->lock);
	port_wait(p);
	spin_lock(&p->lock);
	p->busy = 0;
	spin_unlock(&p->lock);`), 'irqsave')).toMatchInlineSnapshot(`
		"Use spin_lock_irqsave() for struct port.lock in port_work()
		+	unsigned long flags;
		-	spin_lock(&p->lock);
		+	spin_lock_irqsave(&p->lock, flags);
		-	spin_unlock(&p->lock);
		+	spin_unlock_irqrestore(&p->lock, flags);
		-	spin_lock(&p->lock);
		+	spin_lock_irqsave(&p->lock, flags);
		-	spin_unlock(&p->lock);
		+	spin_unlock_irqrestore(&p->lock, flags);"
	`);
  });
  test('an argument over two lines, a comment in it', () => {
    expect(changes(program(`
	spin_lock(/* ours */
		  &p->lock);
	p->n = 0;
	spin_unlock(&p->lock);`), 'irqsave')).toMatchInlineSnapshot(`
		"Use spin_lock_irqsave() for struct port.lock in port_work()
		+	unsigned long flags;
		-	spin_lock(/* ours */
		-		  &p->lock);
		+	spin_lock_irqsave(/* ours */
		+		  &p->lock, flags);
		-	spin_unlock(&p->lock);
		+	spin_unlock_irqrestore(&p->lock, flags);"
	`);
  });
});

describe('the variable for the flags', () => {
  const section = `
	spin_lock(&p->lock);
	p->n = 0;
	spin_unlock(&p->lock);`;
  test('one that is there and free is used', () => {
    expect(changes(program(`	unsigned long flags;

	local_irq_save(flags);
	port_kick(p);
	local_irq_restore(flags);
${section}`), 'irqsave')).toMatchInlineSnapshot(`
  "Use spin_lock_irqsave() for struct port.lock in port_work()
  -	spin_lock(&p->lock);
  +	spin_lock_irqsave(&p->lock, flags);
  -	spin_unlock(&p->lock);
  +	spin_unlock_irqrestore(&p->lock, flags);"
`);
  });
  test('one that holds something else is not', () => {
    expect(changes(program(`	unsigned long flags = p->busy;
${section}
	port_report(flags);`), 'irqsave')).toMatchInlineSnapshot(`
		"Use spin_lock_irqsave() for struct port.lock in port_work()
		+	unsigned long irqflags;
		-	spin_lock(&p->lock);
		+	spin_lock_irqsave(&p->lock, irqflags);
		-	spin_unlock(&p->lock);
		+	spin_unlock_irqrestore(&p->lock, irqflags);"
	`);
  });
  test('one of an outer section is not', () => {
    expect(changes(program(`	unsigned long flags;

	spin_lock(&p->lock);
	spin_lock_irqsave(&p->other, flags);
	p->n = 0;
	spin_unlock_irqrestore(&p->other, flags);
	spin_unlock(&p->lock);`), 'irqsave')).toMatchInlineSnapshot(`
		"Use spin_lock_irqsave() for struct port.lock in port_work()
		+	unsigned long irqflags;
		-	spin_lock(&p->lock);
		+	spin_lock_irqsave(&p->lock, irqflags);
		-	spin_unlock(&p->lock);
		+	spin_unlock_irqrestore(&p->lock, irqflags);"
	`);
  });
  test('it is declared before the first statement, whatever declarations look like', () => {
    expect(changes(program(`	struct { int a; } pair = { 1 };
	void (*call)(struct port *) = port_kick;
	LIST_HEAD(list);

	call(p);
${section}`), 'irqsave')).toMatchInlineSnapshot(`
  "Use spin_lock_irqsave() for struct port.lock in port_work()
  +	unsigned long flags;
  -	spin_lock(&p->lock);
  +	spin_lock_irqsave(&p->lock, flags);
  -	spin_unlock(&p->lock);
  +	spin_unlock_irqrestore(&p->lock, flags);"
`);
  });
});

describe('no fix is better than a wrong one', () => {
  test('softirqs are unmasked inside: hardirqs must not be off there', () => {
    expect(changes(program(`
	spin_lock(&p->lock);
	local_bh_disable();
	p->n = 0;
	local_bh_enable();
	spin_unlock(&p->lock);`))).toBe('');
  });
  test('a callee does so', () => {
    const helper = 'static void port_stats(struct port *p)\n{\n\tspin_lock_bh(&p->stats);\n\tp->n++;\n\tspin_unlock_bh(&p->stats);\n}\n';
    expect(changes(program('\n\tspin_lock(&p->lock);\n\tport_stats(p);\n\tspin_unlock(&p->lock);', helper), 'port.lock')).toBe('');
  });
  test('another lock taken with hardirqs off is held beyond the release', () => {
    expect(changes(program(`	unsigned long f;

	spin_lock(&p->lock);
	spin_lock_irqsave(&p->other, f);
	spin_unlock(&p->lock);
	p->n = 0;
	spin_unlock_irqrestore(&p->other, f);`))).toBe('');
  });
  test('a callee releases it', () => {
    const helper = 'static void port_done(struct port *p)\n{\n\tspin_unlock(&p->lock);\n}\n';
    expect(changes(program('\n\tspin_lock(&p->lock);\n\tp->n = 0;\n\tport_done(p);', helper))).toBe('');
  });
  test('a branch that was not read takes it as well', () => {
    expect(changes(program(`
	spin_lock(&p->lock);
	p->n = 0;
#ifdef CONFIG_PORT_EARLY
	if (p->n) {
#else
	spin_unlock(&p->lock);
	if (!p->n) {
#endif
		p->busy = 1;
	}
	spin_unlock(&p->lock);`))).toBe('');
  });
  test('what is returned is read under the lock', () => {
    expect(changes('struct box { spinlock_t lock; int n; };\nint box_take(struct box *b)\n{\n\tspin_lock(&b->lock);\n\tif (b->n < 0)\n\t\treturn b->n;\n\tb->n = 0;\n\tspin_unlock(&b->lock);\n\treturn 0;\n}\n', 'Release')).toBe('');
  });
});

describe('several functions', () => {
  const two = program(`
	spin_lock(&p->lock);
	p->n = 0;
	spin_unlock(&p->lock);
}

static void port_more(struct work_struct *work)
{
	struct port *p = container_of(work, struct port, work);

	spin_lock_bh(&p->lock);
	p->n = 2;
	spin_unlock_bh(&p->lock);
}

static void port_arm(struct port *p)
{
	INIT_WORK(&p->work, port_more);`);
  test('all of the file at once', () => {
    expect(changes(two, 'wherever')).toMatchInlineSnapshot(`
      "Use spin_lock_irq() wherever a.c takes struct port.lock unmasked (2 functions)
      -	spin_lock(&p->lock);
      +	spin_lock_irq(&p->lock);
      -	spin_unlock(&p->lock);
      +	spin_unlock_irq(&p->lock);
      -	spin_lock_bh(&p->lock);
      +	spin_lock_irq(&p->lock);
      -	spin_unlock_bh(&p->lock);
      +	spin_unlock_irq(&p->lock);"
    `);
  });
});

describe('functions that take the lock for their callers', () => {
  /** A timer and a work share the lock, both through the driver's own functions. */
  const program = (work: string): string => `
struct box { spinlock_t lock; struct timer_list timer; struct work_struct work; int n; };
static void box_take(struct box *b)
{
	spin_lock(&b->lock);
}
static void box_drop(struct box *b)
{
	spin_unlock(&b->lock);
}
static void box_tick(struct timer_list *t)
{
	struct box *b = from_timer(b, t, timer);

	box_take(b);
	b->n++;
	box_drop(b);
}
static void box_work(struct work_struct *w)
{
	struct box *b = container_of(w, struct box, work);
${work}
}
void box_start(struct box *b)
{
	timer_setup(&b->timer, box_tick, 0);
	INIT_WORK(&b->work, box_work);
}
`;

  test('both are changed', () => {
    expect(changes(program('\n\tbox_take(b);\n\tb->n = 0;\n\tbox_drop(b);'), 'Mask softirqs')).toBe(`Mask softirqs in box_take() and box_drop(), which take and release struct box.lock
-	spin_lock(&b->lock);
+	spin_lock_bh(&b->lock);
-	spin_unlock(&b->lock);
+	spin_unlock_bh(&b->lock);`);
  });

  test('not where a caller releases by itself', () => {
    expect(changes(program('\n\tbox_take(b);\n\tb->n = 0;\n\tspin_unlock(&b->lock);'), 'Mask softirqs')).toBe('');
  });

  test('not where a caller has hardirqs off', () => {
    expect(changes(program('\n\tlocal_irq_disable();\n\tbox_take(b);\n\tbox_drop(b);\n\tlocal_irq_enable();\n\tbox_take(b);\n\tbox_drop(b);'), 'Mask softirqs')).toBe('');
  });
});

describe('an rqspinlock in place of a spinlock', () => {
  const program = (more: string): string => `
#include <linux/bpf.h>

struct store {
	struct bpf_map map;
	raw_spinlock_t lock;
	int n;
};
static long store_update(struct bpf_map *map, void *key, void *value, u64 flags)
{
	struct store *s = container_of(map, struct store, map);

	raw_spin_lock(&s->lock);
	s->n++;
	raw_spin_unlock(&s->lock);
	return 0;
}
void store_init(struct store *s)
{
	raw_spin_lock_init(&s->lock);
}
${more}
const struct bpf_map_ops store_ops = {
	.map_update_elem = store_update,
};
`;

  test('type, header, initialisation, and the way out', () => {
    expect(changes(program(''), 'rqspinlock')).toBe(`Make struct store.lock an rqspinlock (since 6.15); functions return an error instead of spinning for ever
+#include <asm/rqspinlock.h>
-	raw_spinlock_t lock;
+	rqspinlock_t lock;
-	raw_spin_lock(&s->lock);
+	if (raw_res_spin_lock(&s->lock))
+		return -EBUSY;
-	raw_spin_unlock(&s->lock);
+	raw_res_spin_unlock(&s->lock);
-	raw_spin_lock_init(&s->lock);
+	raw_res_spin_lock_init(&s->lock);`);
  });

  test('not where one of its takers has nobody to tell', () => {
    expect(changes(program('void store_clear(struct store *s)\n{\n\traw_spin_lock(&s->lock);\n\ts->n = 0;\n\traw_spin_unlock(&s->lock);\n}'), 'rqspinlock')).toBe('');
  });

  test('not where the lock is handed to something else', () => {
    expect(changes(program('void store_check(struct store *s)\n{\n\tlockdep_assert_held(&s->lock);\n}'), 'rqspinlock')).toBe('');
  });
});

describe('line ends and braces', () => {
  test('CRLF stays CRLF', () => {
    const text = program('\n\tspin_lock(&p->lock);\n\tp->n = 0;\n\tspin_unlock(&p->lock);').replaceAll('\n', '\r\n');
    const before = analyse([{ path: 'a.c', text }]);
    for (const fix of before.fixesOf(before.report.findings[0])) expect(apply(before.files, fix)[0].text.replaceAll('\r\n', '')).not.toContain('\n');
  });
  test('a release before a return gets braces, on one line as well', () => {
    const leak = (line: string): string => `struct box { spinlock_t lock; int n; };\nint box_take(struct box *b)\n{\n\tspin_lock(&b->lock);\n${line}\n\tb->n--;\n\tspin_unlock(&b->lock);\n\treturn 0;\n}\n`;
    expect(changes(leak('\tif (!b->n)\n\t\treturn -EAGAIN;'))).toMatchInlineSnapshot(`
      "Release it with spin_unlock(&b->lock) on this path
      -	if (!b->n)
      +	if (!b->n) {
      +		spin_unlock(&b->lock);
      +	}"
    `);
    expect(changes(leak('\tif (!b->n) return -EAGAIN;'))).toMatchInlineSnapshot(`
      "Release it with spin_unlock(&b->lock) on this path
      -	if (!b->n) return -EAGAIN;
      +	if (!b->n) { spin_unlock(&b->lock); return -EAGAIN; }"
    `);
    expect(changes(leak('\tif (!b->n)\n\t\treturn -EAGAIN;\n\telse if (b->n < 0)\n\t\treturn -EINVAL;'))).toMatchInlineSnapshot(`
      "Release it with spin_unlock(&b->lock) on this path
      -	if (!b->n)
      +	if (!b->n) {
      +		spin_unlock(&b->lock);
      -	else if (b->n < 0)
      +	}
      +	else if (b->n < 0) {
      +		spin_unlock(&b->lock);
      +	}"
    `);
  });
});
