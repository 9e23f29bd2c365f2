// The trylock's success branch has one way out without the unlock.
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
    if (!meter_trylock(meter))
        return -EBUSY;
    if (meter->value < 0)
        return -ERANGE;
//      ^^^^^^^^^^^^^^^ FN lock-leak: a lock that a callee took may be a contract
    meter->value++;
    spin_unlock(&meter->lock);
    return 0;
}
