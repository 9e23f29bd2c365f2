// The stack calls this member where it may sleep, and one device relies on that.
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>

struct team {
    spinlock_t lock;
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
//  ~~~~~~~~~~ sleep-in-atomic: any caller: calls mutex_lock(), which may sleep
    mutex_unlock(&firmware_mutex);
    return 0;
}

static const struct xfrmdev_ops fast_ops = { .xdo_dev_state_add = fast_state_add };
static const struct xfrmdev_ops slow_ops = { .xdo_dev_state_add = slow_state_add };

int team_offload(struct team *team, struct xfrm_state *x, const struct xfrmdev_ops *ops)
{
    int err;

    spin_lock_bh(&team->lock);
    err = ops->xdo_dev_state_add(x);
    //    ^^^^^^^^^^^^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &team->lock
    spin_unlock_bh(&team->lock);
    return err;
}
