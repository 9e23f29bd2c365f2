// The driver says that its device can be resumed with interrupts off.
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
    mux->routes++;
    spin_unlock(&mux->lock);
    return ret;
}

void mux_unroute(struct mux *mux)
{
    spin_lock(&mux->lock);
    mux->routes--;
    pm_runtime_put_sync(mux->dev);
    spin_unlock(&mux->lock);
}

int mux_probe(struct mux *mux)
{
    spin_lock_init(&mux->lock);
    pm_runtime_irq_safe(mux->dev);
    pm_runtime_enable(mux->dev);
    return 0;
}
