// A wrapper for each context.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct chan {
    spinlock_t lock;
    struct tasklet_struct done;
    struct work_struct retry;
    int inflight;
};

static void chan_take(struct chan *chan)
{
    spin_lock_bh(&chan->lock);
}

static void chan_drop(struct chan *chan)
{
    spin_unlock_bh(&chan->lock);
}

static void chan_done(struct tasklet_struct *t)
{   // ctx: softirq
    struct chan *chan = from_tasklet(chan, t, done);

    spin_lock(&chan->lock);
    chan->inflight--;
    spin_unlock(&chan->lock);
}

static void chan_retry(struct work_struct *work)
{   // ctx: process
    struct chan *chan = container_of(work, struct chan, retry);

    chan_take(chan);
    chan->inflight++;
    chan_drop(chan);
}

void chan_init(struct chan *chan)
{
    spin_lock_init(&chan->lock);
    tasklet_setup(&chan->done, chan_done);
    INIT_WORK(&chan->retry, chan_retry);
}
