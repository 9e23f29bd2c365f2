// The thread is stopped before the mutex is taken, or it is another thread of the same struct that takes the mutex.
#include <linux/kthread.h>
#include <linux/mutex.h>

struct scrubber {
    struct mutex lock;
    struct task_struct *task;
    struct task_struct *ticker;
    int passes;
};

static int scrubber_thread(void *data)
{
    struct scrubber *s = data;

    while (!kthread_should_stop()) {
        mutex_lock(&s->lock);
        s->passes++;
        mutex_unlock(&s->lock);
        schedule_timeout_interruptible(10);
    }
    return 0;
}

static int scrubber_tick(void *data)
{
    while (!kthread_should_stop())
        schedule_timeout_interruptible(10);
    return 0;
}

int scrubber_start(struct scrubber *s)
{
    struct task_struct *task;

    task = kthread_run(scrubber_thread, s, "scrubber");
    if (IS_ERR(task))
        return PTR_ERR(task);
    s->task = task;
    s->ticker = kthread_run(scrubber_tick, s, "ticker");
    return 0;
}

void scrubber_write(struct scrubber *s)
{
    kthread_stop(s->task);
    mutex_lock(&s->lock);
    kthread_stop(s->ticker);
    s->passes = 0;
    mutex_unlock(&s->lock);
}

/* Each waits for a thread of another object of its own kind. */
struct worker {
    struct task_struct *task;
    struct worker *next;
};

static int worker_thread(void *data)
{
    struct worker *w = data;

    while (!kthread_should_stop())
        schedule_timeout_interruptible(10);
    if (w->next)
        kthread_stop(w->next->task);
    return 0;
}

void worker_start(struct worker *w)
{
    w->task = kthread_run(worker_thread, w, "worker");
}
