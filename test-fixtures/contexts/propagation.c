// Contexts flow down calls: direct, through pointers in structs, and through callbacks handed on.
#include <linux/interrupt.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct sink {
    void (*emit)(int value);
};

static void emit_loud(int value)
{   // ctx: process|hardirq
}

static void emit_quiet(int value)
{   // ctx: process|hardirq
}

static struct sink loud = { .emit = emit_loud };
static struct sink quiet = { .emit = emit_quiet };

static void deliver(struct sink *sink, int value)
{   // ctx: process|hardirq
    sink->emit(value);
}

static void visit(void (*visitor)(int), int n)
{   // ctx: softirq
    while (n--)
        visitor(n);
}

static void count_one(int n)
{   // ctx: softirq
}

static irqreturn_t on_irq(int irq, void *data)
{   // ctx: hardirq
    deliver(&loud, 1);
    return IRQ_HANDLED;
}

static void on_work(struct work_struct *work)
{   // ctx: process
    deliver(&quiet, 2);
}

static void on_timer(struct timer_list *t)
{   // ctx: softirq
    visit(count_one, 3);
}

static DECLARE_WORK(worker, on_work);
static DEFINE_TIMER(ticker, on_timer);

int start(int irq)
{
    return request_irq(irq, on_irq, 0, "start", NULL);
}
