// The callee drops the caller's lock before it takes it again.
#include <linux/spinlock.h>

struct queue {
    spinlock_t lock;
    int jobs;
};

static void queue_flush(struct queue *queue)
{
    spin_lock(&queue->lock);
    queue->jobs = 0;
    spin_unlock(&queue->lock);
}

static void queue_kick(struct queue *queue)
    __releases(&queue->lock) __acquires(&queue->lock)
{
    spin_unlock(&queue->lock);
    queue_flush(queue);
    spin_lock(&queue->lock);
}

void queue_run(struct queue *queue)
{
    spin_lock(&queue->lock);
    if (queue->jobs)
        queue_kick(queue);
    spin_unlock(&queue->lock);
}
