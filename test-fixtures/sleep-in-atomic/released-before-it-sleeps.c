// The callee is told to keep the lock.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct node {
    spinlock_t lock;
    int users;
};

static void node_settle(struct node *node)
{
    msleep(node->users);
}

static void node_finish(struct node *node, int last)
{
    if (!last)
        return;
    spin_unlock(&node->lock);
    node_settle(node);
}

void node_delete(struct node *node)
{
    spin_lock(&node->lock);
    node->users = 0;
    node_finish(node, 0);
    msleep(1);
//  ^^^^^^ sleep-in-atomic: msleep() may sleep holding &node->lock
    spin_unlock(&node->lock);
}
