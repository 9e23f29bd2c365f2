// Where there is no bay there is no lock: the driver's own names for taking and releasing it do nothing then.
#include <linux/mutex.h>

struct bay {
    struct mutex lock;
    int users;
};

static void bay_lock(struct bay *bay)
{
    if (bay)
        mutex_lock(&bay->lock);
}

static void bay_unlock(struct bay *bay)
{
    if (bay)
        mutex_unlock(&bay->lock);
}

int bay_attach(struct bay **bays, int n)
{
    bay_lock(bays[n]);
    if (n < 0) {
        bay_unlock(bays[n]);
        return -EINVAL;
    }
    n++;
    bay_unlock(bays[n - 1]);
    return -EAGAIN;
}
