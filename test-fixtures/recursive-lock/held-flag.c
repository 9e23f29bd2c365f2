// The flag is about something else.
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(jobs_lock);

struct job_iter {
    int at;
    bool urgent;
};

static void iter_again(struct job_iter *iter)
{
    if (!iter->urgent) {
        spin_lock(&jobs_lock);
        //        ~~~~~~~~~~ recursive-lock: any caller: takes &jobs_lock again with spin_lock()
        iter->at++;
        spin_unlock(&jobs_lock);
    }
}

void jobs_cancel(struct job_iter *iter)
{
    spin_lock(&jobs_lock);
    iter_again(iter);
//  ^^^^^^^^^^ recursive-lock: &jobs_lock is taken by iter_again() while it is held already, since spin_lock()
    spin_unlock(&jobs_lock);
}
