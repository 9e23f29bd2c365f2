// A lock in per-CPU data is interrupted on its own CPU.
#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct cpu_batch {
    spinlock_t lock;
    int count;
};

static DEFINE_PER_CPU(struct cpu_batch, batches);

static void batch_flush(struct timer_list *t)
{   // ctx: softirq
    struct cpu_batch *batch = this_cpu_ptr(&batches);

    spin_lock(&batch->lock);
    //        ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    batch->count = 0;
    spin_unlock(&batch->lock);
}

static void batch_add(struct work_struct *work)
{   // ctx: process
    struct cpu_batch *batch = &get_cpu_var(batches);

    spin_lock(&batch->lock);
    //        ^^^^^^^^^^^^ softirq-unsafe-lock: …
    batch->count++;
    spin_unlock(&batch->lock);
    put_cpu_var(batches);
}

static DEFINE_TIMER(batch_timer, batch_flush);
static DECLARE_WORK(batch_work, batch_add);
