// The lock is a mutex: the device may sleep.
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>

struct team {
    struct mutex lock;
    struct net_device *active;
};

static DEFINE_MUTEX(firmware_mutex);

static int fast_state_add(struct xfrm_state *x)
{   // ctx: process
    return 0;
}

static int slow_state_add(struct xfrm_state *x)
{   // ctx: process
    mutex_lock(&firmware_mutex);
    mutex_unlock(&firmware_mutex);
    return 0;
}

static const struct xfrmdev_ops fast_ops = { .xdo_dev_state_add = fast_state_add };
static const struct xfrmdev_ops slow_ops = { .xdo_dev_state_add = slow_state_add };

int team_offload(struct team *team, struct xfrm_state *x, const struct xfrmdev_ops *ops)
{
    int err;

    mutex_lock(&team->lock);
    err = ops->xdo_dev_state_add(x);
    mutex_unlock(&team->lock);
    return err;
}
