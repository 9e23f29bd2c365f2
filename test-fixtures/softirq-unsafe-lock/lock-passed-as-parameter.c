// A helper takes whatever lock it is given; only the callers know which.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct relay {
    spinlock_t on_lock;
    spinlock_t off_lock;
    struct timer_list timer;
    struct work_struct work;
    int on, off;
};

static void add_under(spinlock_t *lock, int *value, int n)
{
    spin_lock(lock);
    //        ~~~~ softirq-unsafe-lock: softirq (timer)
    //        ~~~~ softirq-unsafe-lock: process
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

    add_under(&relay->on_lock, &relay->on, -1);
//  ^^^^^^^^^ softirq-unsafe-lock: …
    add_under(&relay->off_lock, &relay->off, 1);
}

void relay_init(struct relay *relay)
{
    timer_setup(&relay->timer, relay_timer, 0);
    INIT_WORK(&relay->work, relay_work);
}
