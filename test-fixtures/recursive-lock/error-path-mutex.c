// Only the failure path calls the function that takes the mutex again.
#include <linux/mutex.h>

struct tuner {
    struct mutex lock;
    int freq, awake;
};

static int tuner_sleep(struct tuner *tuner)
{
    mutex_lock(&tuner->lock);
    //         ~~~~~~~~~~~~ recursive-lock: …
    tuner->awake = 0;
    mutex_unlock(&tuner->lock);
    return 0;
}

static int tuner_check(struct tuner *tuner)
{
    if (firmware_ok(tuner))
        return 0;
    tuner_sleep(tuner);
    return -EIO;
}

int tuner_set(struct tuner *tuner, int freq)
{
    int err;

    mutex_lock(&tuner->lock);
    err = tuner_check(tuner);
    //    ^^^^^^^^^^^ recursive-lock: …
    if (!err)
        tuner->freq = freq;
    mutex_unlock(&tuner->lock);
    return err;
}
