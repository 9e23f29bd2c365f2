// A function sent to another CPU runs there in hardirq.
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static DEFINE_RWLOCK(peers_lock);
static int peers;

static void peers_update(void *info)
{   // ctx: hardirq
    read_lock(&peers_lock);
    //        ~~~~~~~~~~~ hardirq-unsafe-lock: hardirq
    report(peers);
    read_unlock(&peers_lock);
}

static void peers_notify(struct work_struct *work)
{   // ctx: process
    smp_call_function_single(1, peers_update, NULL, true);
    write_lock(&peers_lock);
    //         ^^^^^^^^^^^ hardirq-unsafe-lock: …
    peers++;
    write_unlock(&peers_lock);
}

static DECLARE_WORK(peers_work, peers_notify);
