// After a failed trylock there is nothing to release.
#include <linux/spinlock.h>

struct meter {
    spinlock_t lock;
    int value;
};

static int meter_trylock(struct meter *meter)
{
    return spin_trylock(&meter->lock);
}

int meter_sample(struct meter *meter)
{
    int err = 0;

    if (!meter_trylock(meter))
        return -EBUSY;
    if (meter->value < 0)
        err = -ERANGE;
    else
        meter->value++;
    spin_unlock(&meter->lock);
    return err;
}
