// Locks of the subsystem, taken in both orders by this driver, whatever another one does.
#include <linux/rtnetlink.h>
#include <net/devlink.h>

static int alpha_count;

void alpha_reset(struct devlink *devlink)
{
    rtnl_lock();
    devl_lock(devlink);
    //        ^^^^^^^ lock-inversion: struct devlink.lock is taken while rtnl_mutex is held, and in alpha_switch() the other way round
    alpha_count++;
    devl_unlock(devlink);
    rtnl_unlock();
}

void alpha_switch(struct devlink *devlink)
{
    devl_lock(devlink);
    rtnl_lock();
//  ~~~~~~~~~ lock-inversion: process: takes rtnl_mutex with rtnl_lock()
    alpha_count--;
    rtnl_unlock();
    devl_unlock(devlink);
}
