// A reader in softirq is harmed by a writer outside, not by another reader.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_RWLOCK(routes_lock);
static int routes;

static void routes_timer(struct timer_list *t)
{   // ctx: softirq
    read_lock(&routes_lock);
    //        ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    report(routes);
    read_unlock(&routes_lock);
}

static void routes_show(struct work_struct *work)
{   // ctx: process
    read_lock(&routes_lock);
    report(routes);
    read_unlock(&routes_lock);
}

static void routes_change(struct work_struct *work)
{   // ctx: process
    write_lock(&routes_lock);
    //         ^^^^^^^^^^^^ softirq-unsafe-lock: …
    routes++;
    write_unlock(&routes_lock);
}

static DEFINE_TIMER(routes_ticker, routes_timer);
static DECLARE_WORK(routes_shower, routes_show);
static DECLARE_WORK(routes_changer, routes_change);
