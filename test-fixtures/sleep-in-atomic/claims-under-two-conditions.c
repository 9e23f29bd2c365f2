// It may sleep if the caller lets it wait and the queue is one that blocks; this caller lets it wait.
#include <linux/kernel.h>
#include <linux/spinlock.h>

struct queue {
    spinlock_t lock;
    int flags;
    int runs;
};

#define might_sleep_if(cond) do { if (cond) might_sleep(); } while (0)
//                                          ~~~~~~~~~~~ sleep-in-atomic: any caller: calls might_sleep(), which may sleep

#define QUEUE_BLOCKS 4

static void queue_run(struct queue *queue, bool later)
{
    might_sleep_if(!later && queue->flags & QUEUE_BLOCKS);
    queue->runs++;
}

void queue_kick(struct queue *queue)
{
    spin_lock(&queue->lock);
    queue_run(queue, false);
//  ^^^^^^^^^ sleep-in-atomic: might_sleep() may sleep, and is reached from here holding &queue->lock
    spin_unlock(&queue->lock);
}
