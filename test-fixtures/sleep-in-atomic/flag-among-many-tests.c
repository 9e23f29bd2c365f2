// The flag says that it shall wait, under a lock.
#include <linux/completion.h>
#include <linux/spinlock.h>

enum worker_state { IDLE, RUNNING, EXITING, RESTARTING };

struct worker {
    spinlock_t lock;
    struct completion stopped;
    enum worker_state state;
    int has_task;
    int is_kicked;
    int is_late;
};

void worker_start(struct worker *worker);

static void worker_stop(struct worker *worker, int restart, int wait)
{
    unsigned long flags;
    enum worker_state wanted = restart ? RESTARTING : EXITING;

    spin_lock_irqsave(&worker->lock, flags);
    if (worker->state == IDLE || !worker->has_task) {
        spin_unlock_irqrestore(&worker->lock, flags);
        if (restart)
            worker_start(worker);
        return;
    }
    if (worker->state != wanted)
        worker->state = wanted;
    if (!worker->is_kicked)
        worker->is_kicked = 1;
    if (worker->is_late)
        worker->is_late = 0;
    spin_unlock_irqrestore(&worker->lock, flags);
    if (wait)
        wait_for_completion(&worker->stopped);
//      ~~~~~~~~~~~~~~~~~~~ sleep-in-atomic: any caller: calls wait_for_completion(), which may sleep
}

struct owner {
    spinlock_t lock;
    struct worker worker;
};

void owner_drop(struct owner *owner)
{
    spin_lock(&owner->lock);
    worker_stop(&owner->worker, 0, 1);
//  ^^^^^^^^^^^ sleep-in-atomic: wait_for_completion() may sleep, and is reached from here holding &owner->lock
    spin_unlock(&owner->lock);
}
