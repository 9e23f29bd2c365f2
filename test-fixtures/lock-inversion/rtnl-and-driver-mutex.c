// The driver's mutex under rtnl here, rtnl under the driver's mutex there.
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

struct vf {
    struct mutex crit;
    struct work_struct finish;
    struct net_device *netdev;
};

static void vf_finish(struct work_struct *work)
{   // ctx: process
    struct vf *vf = container_of(work, struct vf, finish);

    rtnl_lock();
    mutex_lock(&vf->crit);
    //         ^^^^^^^^^ lock-inversion: …
    update_features(vf->netdev);
    mutex_unlock(&vf->crit);
    rtnl_unlock();
}

static int vf_suspend(struct device *dev)
{   // ctx: process
    struct vf *vf = dev_get_drvdata(dev);

    mutex_lock(&vf->crit);
    rtnl_lock();
//  ~~~~~~~~~ lock-inversion: …
    close_port(vf->netdev);
    rtnl_unlock();
    mutex_unlock(&vf->crit);
    return 0;
}

static const struct dev_pm_ops vf_pm = {
    .suspend = vf_suspend,
};

void vf_init(struct vf *vf)
{
    INIT_WORK(&vf->finish, vf_finish);
}
