// A work item may.
#include <linux/slab.h>
#include <linux/workqueue.h>

struct target {
    struct work_struct work;
    void *nexus;
};

static int make_nexus(struct target *target)
{   // ctx: process
    target->nexus = kzalloc(256, GFP_KERNEL);
    return target->nexus ? 0 : -ENOMEM;
}

static int do_login(struct target *target)
{   // ctx: process
    return make_nexus(target);
}

static void target_crq(struct work_struct *work)
{   // ctx: process
    do_login(container_of(work, struct target, work));
}

void target_init(struct target *target)
{
    INIT_WORK(&target->work, target_crq);
}
