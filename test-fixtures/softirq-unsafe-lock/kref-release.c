// The last reference may be dropped in a timer, and the release function takes the lock.
#include <linux/kref.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(sockets_lock);
static int sockets;

struct sock_node {
    struct kref kref;
    struct timer_list idle;
};

static void node_release(struct kref *kref)
{   // ctx: softirq
    spin_lock(&sockets_lock);
    //        ~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    sockets--;
    spin_unlock(&sockets_lock);
}

static void node_put(struct sock_node *node)
{
    kref_put(&node->kref, node_release);
}

static void node_idle(struct timer_list *t)
{   // ctx: softirq
    struct sock_node *node = timer_container_of(node, t, idle);

    node_put(node);
}

static void sockets_show(struct work_struct *work)
{   // ctx: process
    spin_lock(&sockets_lock);
    //        ^^^^^^^^^^^^^ softirq-unsafe-lock: …
    report(sockets);
    spin_unlock(&sockets_lock);
}

static DECLARE_WORK(sockets_work, sockets_show);

void node_init(struct sock_node *node)
{
    kref_init(&node->kref);
    timer_setup(&node->idle, node_idle, 0);
}
