// Cancels a work item under the mutex that the item takes.
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct link {
    struct mutex lock;
    struct work_struct check;
    int up;
};

static void link_check(struct work_struct *work)
{   // ctx: process
    struct link *link = container_of(work, struct link, check);

    mutex_lock(&link->lock);
    //         ~~~~~~~~~~~ sync-wait-deadlock: process
    link->up = 1;
    mutex_unlock(&link->lock);
}

void link_init(struct link *link)
{
    mutex_init(&link->lock);
    INIT_WORK(&link->check, link_check);
}

void link_stop(struct link *link)
{
    mutex_lock(&link->lock);
    link->up = 0;
    cancel_work_sync(&link->check);
    //               ^^^^^^^^^^^^ sync-wait-deadlock: …
    mutex_unlock(&link->lock);
}
