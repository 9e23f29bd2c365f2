// Only one driver calls this from its interrupt: whether it may is a question to that driver, and a hint here.
#include <linux/workqueue.h>
#include "post.h"

static DEFINE_SPINLOCK(post_lock);
static LIST_HEAD(parcels);
static struct work_struct sort_work;

void post_parcel(struct parcel *parcel)
{
    spin_lock(&post_lock);
    //        ~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &post_lock with spin_lock()
    //        ^^^^^^^^^^ hardirq-unsafe-lock: post_lock is taken here with hardirqs on (spin_lock), and in hardirq by post_parcel()
    list_add(&parcel->list, &parcels);
    spin_unlock(&post_lock);
}

static void sort_parcels(struct work_struct *work)
{
    spin_lock_bh(&post_lock);
    //           ^^^^^^^^^^ hardirq-unsafe-lock: post_lock is taken here with hardirqs on (spin_lock_bh), and in hardirq by post_parcel()
    list_del_init(&parcels);
    spin_unlock_bh(&post_lock);
}

static void start_sorting(void)
{
    INIT_WORK(&sort_work, sort_parcels);
}
