// The driver's own names for taking and releasing the lock: one way out forgets to.
#include <linux/mutex.h>

struct station {
    struct mutex lock;
    int channel;
    int power;
};

static inline void station_lock(struct station *station)
{
    mutex_lock(&station->lock);
}

static inline void station_unlock(struct station *station)
{
    mutex_unlock(&station->lock);
}

int station_tune(struct station *station, int channel)
{
    int err = 0;

    station_lock(station);
    if (channel < 0)
        return -EINVAL;
//      ^^^^^^^^^^^^^^^ lock-leak: this path returns with station->lock held; the other paths release it
    if (!station->power)
        err = -EIO;
    station->channel = channel;
    station_unlock(station);
    return err;
}
