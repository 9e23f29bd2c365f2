// The head is one of this table, on both sides.
#include <linux/list_bl.h>
#include <linux/timer.h>

struct table {
    struct hlist_bl_head *heads;
    unsigned int mask;
};

struct bucket {
    struct hlist_bl_head head;
};

static struct bucket buckets[16];

static struct table services;
static struct table flows;
static struct timer_list reaper;

static struct hlist_bl_head *head_of(struct table *table, unsigned int hash)
{
    return table->heads + (hash & table->mask);
}

static void flow_reap(struct timer_list *timer)
{
    struct hlist_bl_head *head = &buckets[7].head;

    hlist_bl_lock(head);
    //            ~~~~ softirq-unsafe-lock: softirq (timer): takes head with hlist_bl_lock()
    hlist_bl_unlock(head);
}

static int service_add(struct nf_sockopt_ops *ops, unsigned int hash)
{
    struct hlist_bl_head *head = &buckets[hash & 15].head;

    hlist_bl_lock(head);
    //            ^^^^ softirq-unsafe-lock: struct bucket.head is taken here with softirqs on (hlist_bl_lock), and in softirq (timer) by flow_reap()
    hlist_bl_unlock(head);
    return 0;
}

static int service_set(struct sock *sk, int command, sockptr_t arg, unsigned int length)
{
    return service_add(NULL, length);
}

static struct nf_sockopt_ops service_ops = {
    .set = service_set,
};

static int __init flow_init(void)
{
    timer_setup(&reaper, flow_reap, 0);
    return 0;
}
