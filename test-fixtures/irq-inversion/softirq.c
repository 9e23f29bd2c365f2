// The softirq's lock depends on one that is taken with softirqs on.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct bridge {
    spinlock_t ports_lock;
    spinlock_t names_lock;
    struct timer_list age;
    struct work_struct learn;
    struct work_struct rename;
    int ports, names;
};

static void bridge_age(struct timer_list *t)
{   // ctx: softirq
    struct bridge *bridge = from_timer(bridge, t, age);

    spin_lock(&bridge->ports_lock);
    //        ~~~~~~~~~~~~~~~~~~~ irq-inversion: softirq (timer)
    bridge->ports--;
    spin_unlock(&bridge->ports_lock);
}

static void bridge_learn(struct work_struct *work)
{   // ctx: process
    struct bridge *bridge = container_of(work, struct bridge, learn);

    spin_lock_bh(&bridge->ports_lock);
    spin_lock(&bridge->names_lock);
    //        ~~~~~~~~~~~~~~~~~~~ irq-inversion: process: takes &bridge->names_lock with spin_lock()
    bridge->names = bridge->ports;
    spin_unlock(&bridge->names_lock);
    spin_unlock_bh(&bridge->ports_lock);
}

static void bridge_rename(struct work_struct *work)
{   // ctx: process
    struct bridge *bridge = container_of(work, struct bridge, rename);

    spin_lock(&bridge->names_lock);
    //        ^^^^^^^^^^^^^^^^^^^ irq-inversion: struct bridge.names_lock is taken here with softirqs on; bridge_learn() takes it while holding struct bridge.ports_lock, which softirqs take
    bridge->names++;
    spin_unlock(&bridge->names_lock);
}

void bridge_init(struct bridge *bridge)
{
    timer_setup(&bridge->age, bridge_age, 0);
    INIT_WORK(&bridge->learn, bridge_learn);
    INIT_WORK(&bridge->rename, bridge_rename);
}
