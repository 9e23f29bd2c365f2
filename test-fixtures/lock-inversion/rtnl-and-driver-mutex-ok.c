// rtnl first, always.
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
    update_features(vf->netdev);
    mutex_unlock(&vf->crit);
    rtnl_unlock();
}

static int vf_suspend(struct device *dev)
{   // ctx: process
    struct vf *vf = dev_get_drvdata(dev);

    rtnl_lock();
    mutex_lock(&vf->crit);
    close_port(vf->netdev);
    mutex_unlock(&vf->crit);
    rtnl_unlock();
    return 0;
}

static const struct dev_pm_ops vf_pm = {
    .suspend = vf_suspend,
};

void vf_init(struct vf *vf)
{
    INIT_WORK(&vf->finish, vf_finish);
}
