// Resuming a device sleeps, unless its driver says once that it may be done with interrupts off.
#include <linux/pm_runtime.h>
#include <linux/spinlock.h>

struct mux {
    spinlock_t lock;
    struct device *dev;
    int routes;
};

int mux_route(struct mux *mux)
{
    int ret;

    spin_lock(&mux->lock);
    ret = pm_runtime_resume_and_get(mux->dev);
    //    ^^^^^^^^^^^^^^^^^^^^^^^^^ sleep-in-atomic: pm_runtime_resume_and_get() may sleep holding &mux->lock
    mux->routes++;
    spin_unlock(&mux->lock);
    return ret;
}

void mux_unroute(struct mux *mux)
{
    spin_lock(&mux->lock);
    mux->routes--;
    pm_runtime_put_sync(mux->dev);
//  ^^^^^^^^^^^^^^^^^^^ sleep-in-atomic: pm_runtime_put_sync() may sleep holding &mux->lock
    spin_unlock(&mux->lock);
}
