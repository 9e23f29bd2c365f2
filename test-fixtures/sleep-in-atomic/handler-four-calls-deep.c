// A tasklet reaches a sleeping allocation through four calls.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct target {
    struct tasklet_struct work;
    struct mutex sessions;
    void *nexus;
};

static int make_nexus(struct target *target)
{   // ctx: softirq
    target->nexus = kzalloc(256, GFP_KERNEL);
    //              ^^^^^^^ sleep-in-atomic: …
    return target->nexus ? 0 : -ENOMEM;
}

static int do_login(struct target *target)
{   // ctx: softirq
    return make_nexus(target);
}

static int parse_command(struct target *target, int command)
{   // ctx: softirq
    switch (command) {
    case 1:
        return do_login(target);
    default:
        return -EINVAL;
    }
}

static void target_crq(struct tasklet_struct *t)
{   // ctx: softirq
    struct target *target = from_tasklet(target, t, work);
    int command;

    while ((command = next_command(target)) >= 0)
        parse_command(target, command);
}

void target_init(struct target *target)
{
    tasklet_setup(&target->work, target_crq);
}
