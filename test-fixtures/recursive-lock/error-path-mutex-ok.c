// The failure path sleeps after the unlock.
#include <linux/mutex.h>

struct tuner {
    struct mutex lock;
    int freq, awake;
};

static int tuner_sleep(struct tuner *tuner)
{
    mutex_lock(&tuner->lock);
    tuner->awake = 0;
    mutex_unlock(&tuner->lock);
    return 0;
}

static int tuner_check(struct tuner *tuner)
{
    return firmware_ok(tuner) ? 0 : -EIO;
}

int tuner_set(struct tuner *tuner, int freq)
{
    int err;

    mutex_lock(&tuner->lock);
    err = tuner_check(tuner);
    if (!err)
        tuner->freq = freq;
    mutex_unlock(&tuner->lock);
    if (err)
        tuner_sleep(tuner);
    return err;
}
