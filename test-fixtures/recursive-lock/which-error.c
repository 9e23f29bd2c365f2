// Another error than the one that means: the caller holds the lock.
#include <linux/errno.h>
#include <linux/mutex.h>

struct queue {
    struct mutex lock;
    int waiting;
};

static void request_done(struct queue *queue, int error)
{
    if (error == -ECANCELED)
        return;
    mutex_lock(&queue->lock);
    //         ~~~~~~~~~~~~ recursive-lock: process: takes queue->lock again with mutex_lock()
    queue->waiting--;
    mutex_unlock(&queue->lock);
}

void queue_cancel(struct queue *queue)
{
    mutex_lock(&queue->lock);
    request_done(queue, -EIO);
//  ^^^^^^^^^^^^ recursive-lock: queue->lock is taken by request_done() while it is held already, since mutex_lock()
    mutex_unlock(&queue->lock);
}
