// The callee releases the lock before it sleeps: that it sleeps says nothing of how it was entered.
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
    node_finish(node, 1);
    msleep(1);
}
