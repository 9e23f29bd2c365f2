// Acquisitions that happen only when a count drops to zero, or when a condition is met.
#include <linux/atomic.h>
#include <linux/kref.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct node {
    atomic_t users;
    refcount_t refs;
    struct list_head link;
};

static DEFINE_SPINLOCK(nodes_lock);

void node_put(struct node *node)
{
    if (!atomic_dec_and_lock(&node->users, &nodes_lock))
        return;
    list_del(&node->link);
    spin_unlock(&nodes_lock);
    kfree(node);
}

void node_drop(struct node *node)
{
    unsigned long flags;

    if (refcount_dec_and_lock_irqsave(&node->refs, &nodes_lock, &flags)) {
        list_del(&node->link);
        spin_unlock_irqrestore(&nodes_lock, flags);
        kfree(node);
    }
}

void nodes_trim(int n)
{
    bool locked = false;
    int i;

    for (i = 0; i < n; i++) {
        if (!locked && need_lock(i)) {
            spin_lock(&nodes_lock);
            locked = true;
        }
        trim_one(i);
    }
    if (locked)
        spin_unlock(&nodes_lock);
}
