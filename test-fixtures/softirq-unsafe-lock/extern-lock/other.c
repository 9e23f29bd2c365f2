#include <linux/kthread.h>
#include <linux/spinlock.h>

// A lock of this file alone, of the same name.
static spinlock_t reap_lock;
static int counted;

static int count(void *data)
{
    spin_lock(&reap_lock);
    counted++;
    spin_unlock(&reap_lock);
    return 0;
}

void count_start(void)
{
    kthread_run(count, NULL, "count");
}
