// Helpers that take the lock or do not, and say so; every caller listens.
#include <linux/spinlock.h>

struct sighand {
    spinlock_t siglock;
    int count;
};

struct task {
    struct sighand *sighand;
};

static struct sighand *lock_sighand(struct task *task, unsigned long *flags)
{
    struct sighand *sighand;

    for (;;) {
        sighand = task->sighand;
        if (!sighand)
            break;
        spin_lock_irqsave(&sighand->siglock, *flags);
        if (sighand == task->sighand)
            break;
        spin_unlock_irqrestore(&sighand->siglock, *flags);
    }
    return sighand;
}

static void unlock_sighand(struct task *task, unsigned long *flags)
{
    spin_unlock_irqrestore(&task->sighand->siglock, *flags);
}

int task_count(struct task *task)
{
    unsigned long flags;
    int count = 0;

    if (lock_sighand(task, &flags)) {
        count = task->sighand->count;
        unlock_sighand(task, &flags);
    }
    return count;
}

static bool begin_update(struct sighand *sighand, bool wait)
{
    if (wait) {
        spin_lock(&sighand->siglock);
        return true;
    }
    return spin_trylock(&sighand->siglock);
}

int sighand_update(struct sighand *sighand, bool wait)
{
    if (!begin_update(sighand, wait))
        return -EAGAIN;
    sighand->count++;
    spin_unlock(&sighand->siglock);
    return 0;
}

void sighand_clear(struct sighand *sighand)
{
    int err = -1;

    spin_lock(&sighand->siglock);
    if (!sighand->count)
        goto unlock;
    sighand->count = 0;
    err = 0;
unlock:
    spin_unlock(&sighand->siglock);
    if (err)
        report(err);
}
