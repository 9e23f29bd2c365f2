// Locks of the subsystem, taken in both orders by this driver, whatever another one does.
#include <linux/rtnetlink.h>
#include <net/devlink.h>

static int beta_count;

void beta_reset(struct devlink *devlink)
{
    rtnl_lock();
    devl_lock(devlink);
    //        ^^^^^^^ lock-inversion: struct devlink.lock is taken while rtnl_mutex is held, and in beta_switch() the other way round
    beta_count++;
    devl_unlock(devlink);
    rtnl_unlock();
}

void beta_switch(struct devlink *devlink)
{
    devl_lock(devlink);
    rtnl_lock();
//  ~~~~~~~~~ lock-inversion: process: takes rtnl_mutex with rtnl_lock()
    beta_count--;
    rtnl_unlock();
    devl_unlock(devlink);
}
