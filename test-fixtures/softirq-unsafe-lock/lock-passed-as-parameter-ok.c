// The process side masks softirqs around the helper.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct relay {
    spinlock_t on_lock;
    struct timer_list timer;
    struct work_struct work;
    int on;
};

static void add_under(spinlock_t *lock, int *value, int n)
{
    spin_lock(lock);
    *value += n;
    spin_unlock(lock);
}

static void relay_timer(struct timer_list *t)
{   // ctx: softirq
    struct relay *relay = from_timer(relay, t, timer);

    add_under(&relay->on_lock, &relay->on, 1);
}

static void relay_work(struct work_struct *work)
{   // ctx: process
    struct relay *relay = container_of(work, struct relay, work);

    local_bh_disable();
    add_under(&relay->on_lock, &relay->on, -1);
    local_bh_enable();
}

void relay_init(struct relay *relay)
{
    timer_setup(&relay->timer, relay_timer, 0);
    INIT_WORK(&relay->work, relay_work);
}
