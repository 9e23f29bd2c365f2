// Every case masks softirqs.
#include <linux/netdevice.h>
#include <linux/notifier.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

static DEFINE_SPINLOCK(ports_lock);
static int ports;

static void ports_age(struct timer_list *t)
{   // ctx: softirq
    spin_lock(&ports_lock);
    ports--;
    spin_unlock(&ports_lock);
}

static int ports_event(struct notifier_block *nb, unsigned long event, void *ptr)
{   // ctx: process
    switch (event) {
    case NETDEV_UP:
        spin_lock_bh(&ports_lock);
        ports++;
        spin_unlock_bh(&ports_lock);
        break;
    case NETDEV_DOWN:
        spin_lock_bh(&ports_lock);
        ports--;
        spin_unlock_bh(&ports_lock);
        break;
    default:
        return NOTIFY_DONE;
    }
    return NOTIFY_OK;
}

static struct notifier_block ports_nb = {
    .notifier_call = ports_event,
};

static DEFINE_TIMER(ports_timer, ports_age);

void ports_start(void)
{
    register_netdevice_notifier(&ports_nb);
    mod_timer(&ports_timer, jiffies + HZ);
}
