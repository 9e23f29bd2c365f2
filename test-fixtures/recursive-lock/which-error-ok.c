// Who cancels says so by the error that is given: then the queue is not locked again.
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
    queue->waiting--;
    mutex_unlock(&queue->lock);
}

void queue_cancel(struct queue *queue)
{
    mutex_lock(&queue->lock);
    request_done(queue, -ECANCELED);
    mutex_unlock(&queue->lock);
}
