// The mutex is dropped around the wait.
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct clock {
    struct mutex mutex;
    struct delayed_work stamp;
    int stamps;
};

static void clock_stamp(struct clock *clock)
{
    mutex_lock(&clock->mutex);
    clock->stamps++;
    mutex_unlock(&clock->mutex);
}

static void clock_stamp_work(struct work_struct *work)
{   // ctx: process
    clock_stamp(container_of(work, struct clock, stamp.work));
}

int clock_enable(struct clock *clock, bool on)
{
    mutex_lock(&clock->mutex);
    if (!on) {
        mutex_unlock(&clock->mutex);
        cancel_delayed_work_sync(&clock->stamp);
        return 0;
    }
    schedule_delayed_work(&clock->stamp, HZ);
    mutex_unlock(&clock->mutex);
    return 0;
}

void clock_init(struct clock *clock)
{
    mutex_init(&clock->mutex);
    INIT_DELAYED_WORK(&clock->stamp, clock_stamp_work);
}
