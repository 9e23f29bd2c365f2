// The writer masks interrupts.
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static DEFINE_RWLOCK(peers_lock);
static int peers;

static void peers_update(void *info)
{   // ctx: hardirq
    read_lock(&peers_lock);
    report(peers);
    read_unlock(&peers_lock);
}

static void peers_notify(struct work_struct *work)
{   // ctx: process
    unsigned long flags;

    smp_call_function_single(1, peers_update, NULL, true);
    write_lock_irqsave(&peers_lock, flags);
    peers++;
    write_unlock_irqrestore(&peers_lock, flags);
}

static DECLARE_WORK(peers_work, peers_notify);
