// The work that takes the mutex is on another queue than the one that is flushed under it.
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct store {
    struct mutex lock;
    struct workqueue_struct *wq;
    struct workqueue_struct *slow;
    struct work_struct sync;
    struct delayed_work trim;
    int pages;
};

static void store_sync(struct work_struct *work)
{
    struct store *store = container_of(work, struct store, sync);

    store->pages++;
}

static void store_trim(struct work_struct *work)
{
    struct store *store = container_of(work, struct store, trim.work);

    mutex_lock(&store->lock);
    store->pages--;
    mutex_unlock(&store->lock);
}

void store_init(struct store *store)
{
    mutex_init(&store->lock);
    store->wq = alloc_workqueue("store", 0, 0);
    store->slow = alloc_workqueue("store-slow", 0, 0);
    INIT_WORK(&store->sync, store_sync);
    INIT_DELAYED_WORK(&store->trim, store_trim);
}

void store_touch(struct store *store)
{
    queue_work(store->wq, &store->sync);
    queue_delayed_work(store->slow, &store->trim, 10);
}

void store_close(struct store *store)
{
    mutex_lock(&store->lock);
    store->pages = 0;
    flush_workqueue(store->wq);
    mutex_unlock(&store->lock);
}
