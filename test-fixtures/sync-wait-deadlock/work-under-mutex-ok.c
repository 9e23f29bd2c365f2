// Cancelled before the mutex, or without waiting, or another item.
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct link {
    struct mutex lock;
    struct work_struct check;
    struct work_struct blink;
    int up, led;
};

static void link_check(struct work_struct *work)
{   // ctx: process
    struct link *link = container_of(work, struct link, check);

    mutex_lock(&link->lock);
    link->up = 1;
    mutex_unlock(&link->lock);
}

static void link_blink(struct work_struct *work)
{   // ctx: process
    struct link *link = container_of(work, struct link, blink);

    link->led ^= 1;
}

void link_init(struct link *link)
{
    mutex_init(&link->lock);
    INIT_WORK(&link->check, link_check);
    INIT_WORK(&link->blink, link_blink);
}

void link_stop(struct link *link)
{
    cancel_work_sync(&link->check);
    mutex_lock(&link->lock);
    link->up = 0;
    cancel_work(&link->check);
    cancel_work_sync(&link->blink);
    mutex_unlock(&link->lock);
}
