// The caller asks for a work item, or was asked to: the callee never does it on the spot.
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct queue {
    spinlock_t lock;
    struct mutex running;
    struct work_struct work;
    int requests;
};

static void queue_run(struct queue *queue, bool async)
{
    if (async) {
        schedule_work(&queue->work);
        return;
    }
    mutex_lock(&queue->running);
    queue->requests = 0;
    mutex_unlock(&queue->running);
}

void queue_insert(struct queue *queue, bool async)
{
    spin_lock(&queue->lock);
    queue->requests++;
    queue_run(queue, async || true);
    spin_unlock(&queue->lock);
}
