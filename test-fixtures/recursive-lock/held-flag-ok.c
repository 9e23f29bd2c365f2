// The iterator remembers whether it holds the lock.
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(jobs_lock);

struct job_iter {
    int at;
    bool list_locked;
};

static void iter_relock(struct job_iter *iter)
{
    if (!iter->list_locked) {
        spin_lock(&jobs_lock);
        iter->list_locked = true;
    }
}

static void iter_unlock(struct job_iter *iter)
{
    if (iter->list_locked) {
        iter->list_locked = false;
        spin_unlock(&jobs_lock);
    }
}

static void iter_start(struct job_iter *iter)
{
    spin_lock(&jobs_lock);
    iter->list_locked = true;
}

void jobs_cancel(struct job_iter *iter, struct mutex *done)
{
    iter_start(iter);
    iter_relock(iter);
    iter->at++;
    iter_unlock(iter);
    mutex_lock(done);
    iter->at = 0;
    mutex_unlock(done);
}
