#include <linux/kthread.h>
#include <linux/module.h>
#include "flowtab.h"

static struct task_struct *gc_task;

static unsigned int gc_scan(struct flow_table *table)
{   // ctx: process
    unsigned int found;

    spin_lock(&table->gc_lock);
    //        ^^^^^^^^^^^^^^^ softirq-unsafe-lock: …
    found = table->dead_count;
    spin_unlock(&table->gc_lock);
    return found;
}

static int gc_thread(void *data)
{   // ctx: process
    while (!kthread_should_stop()) {
        gc_scan(&flow_table);
        schedule_timeout_interruptible(HZ);
    }
    return 0;
}

static int __init gc_init(void)
{
    spin_lock_init(&flow_table.gc_lock);
    INIT_LIST_HEAD(&flow_table.dead);
    gc_task = kthread_run(gc_thread, NULL, "flow-gc");
    return PTR_ERR_OR_ZERO(gc_task);
}
module_init(gc_init);
