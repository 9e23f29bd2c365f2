// Whoever stops the thread waits until it returns, and it does not return before it has had the mutex.
#include <linux/kthread.h>
#include <linux/mutex.h>

struct scrubber {
    struct mutex lock;
    struct task_struct *task;
    int passes;
};

static int scrubber_thread(void *data)
{
    struct scrubber *s = data;

    while (!kthread_should_stop()) {
        mutex_lock(&s->lock);
        //         ~~~~~~~~ sync-wait-deadlock: process: takes &s->lock with mutex_lock()
        s->passes++;
        mutex_unlock(&s->lock);
        schedule_timeout_interruptible(10);
    }
    return 0;
}

int scrubber_start(struct scrubber *s)
{
    struct task_struct *task;

    task = kthread_run(scrubber_thread, s, "scrubber");
    if (IS_ERR(task))
        return PTR_ERR(task);
    s->task = task;
    return 0;
}

static void scrubber_halt(struct scrubber *s)
{
    if (s->task) {
        kthread_stop(s->task);
        //           ^^^^^^^ sync-wait-deadlock: kthread_stop() waits here for scrubber_thread(), which takes struct scrubber.lock, held since mutex_lock()
        s->task = NULL;
    }
}

void scrubber_write(struct scrubber *s)
{
    mutex_lock(&s->lock);
    scrubber_halt(s);
    s->passes = 0;
    mutex_unlock(&s->lock);
}

static DEFINE_MUTEX(pool_lock);
static struct task_struct *pool_task;
static int pool_size;

static int pool_thread(void *data)
{
    while (!kthread_should_stop()) {
        mutex_lock(&pool_lock);
        //         ~~~~~~~~~~ sync-wait-deadlock: process: takes &pool_lock with mutex_lock()
        pool_size++;
        mutex_unlock(&pool_lock);
    }
    return 0;
}

void pool_start(void)
{
    pool_task = kthread_create(pool_thread, NULL, "pool");
}

void pool_stop(void)
{
    mutex_lock(&pool_lock);
    kthread_stop(pool_task);
    //           ^^^^^^^^^ sync-wait-deadlock: kthread_stop() waits here for pool_thread(), which takes pool_lock, held since mutex_lock()
    mutex_unlock(&pool_lock);
}
