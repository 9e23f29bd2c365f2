// Waits for a callback that waits for the lock held here.
#include <linux/spinlock.h>
#include <linux/timer.h>

struct lease {
    spinlock_t lock;
    struct timer_list renew;
    int valid;
};

static void lease_renew(struct timer_list *t)
{   // ctx: softirq
    struct lease *lease = from_timer(lease, t, renew);

    spin_lock(&lease->lock);
    //        ~~~~~~~~~~~~ sync-wait-deadlock: softirq (timer): takes &lease->lock with spin_lock()
    lease->valid = 1;
    spin_unlock(&lease->lock);
}

void lease_init(struct lease *lease)
{
    spin_lock_init(&lease->lock);
    timer_setup(&lease->renew, lease_renew, 0);
}

void lease_stop(struct lease *lease)
{
    spin_lock_bh(&lease->lock);
    lease->valid = 0;
    timer_delete_sync(&lease->renew);
    //                ^^^^^^^^^^^^^ sync-wait-deadlock: timer_delete_sync() waits here for lease_renew(), which takes struct lease.lock, held since spin_lock_bh()
    spin_unlock_bh(&lease->lock);
}
