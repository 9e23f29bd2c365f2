// The slow worker masks softirqs.
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct pipe {
    spinlock_t lock;
    struct work_struct fast;
    struct work_struct slow;
    int bytes;
};

static void pipe_fast(struct work_struct *work)
{   // ctx: softirq
    struct pipe *pipe = container_of(work, struct pipe, fast);

    spin_lock(&pipe->lock);
    pipe->bytes++;
    spin_unlock(&pipe->lock);
}

static void pipe_slow(struct work_struct *work)
{   // ctx: process
    struct pipe *pipe = container_of(work, struct pipe, slow);

    spin_lock_bh(&pipe->lock);
    pipe->bytes = 0;
    spin_unlock_bh(&pipe->lock);
}

void pipe_init(struct pipe *pipe)
{
    INIT_WORK(&pipe->fast, pipe_fast);
    INIT_WORK(&pipe->slow, pipe_slow);
}

void pipe_kick(struct pipe *pipe)
{
    queue_work(system_bh_wq, &pipe->fast);
    queue_work(system_wq, &pipe->slow);
}
