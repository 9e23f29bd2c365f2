// Paths that release what they have not taken, by right: the caller's lock, given back and taken again, here or by a callee, or held as a parameter says.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct queue {
    struct mutex lock;
    int length;
};

void queue_give(struct queue *queue);

static void queue_complete(struct queue *queue)
{
    mutex_unlock(&queue->lock);
    queue_give(queue);
    mutex_lock(&queue->lock);
}

int queue_drain(struct queue *queue)
{
    mutex_lock(&queue->lock);
    if (queue->length)
        queue_complete(queue);
    mutex_unlock(&queue->lock);
    return 0;
}

void queue_wait(struct queue *queue)
{
    mutex_unlock(&queue->lock);
    while (queue->length)
        queue_give(queue);
    mutex_lock(&queue->lock);
}

int queue_trim(struct queue *queue, bool locked)
{
    if (!locked)
        mutex_lock(&queue->lock);
    queue->length = 0;
    mutex_unlock(&queue->lock);
    return 0;
}
