// A node that is put goes, and so may its parents: the lock that the caller holds is let go, and each parent's comes and goes.
#include <linux/spinlock.h>

struct node {
    spinlock_t lock;
    struct node *parent;
    int count;
    int children;
};

static struct node *node_kill(struct node *node)
{
    struct node *parent = NULL;

    spin_unlock(&node->lock);
    if (node->parent) {
        parent = node->parent;
        spin_lock(&parent->lock);
        parent->children--;
    }
    return parent;
}

static void node_finish(struct node *node)
{
    while ((node = node_kill(node)) != NULL) {
        if (node->count) {
            spin_unlock(&node->lock);
            return;
        }
    }
}

static void node_put(struct node *node)
{
    spin_lock(&node->lock);
    node->count--;
    node_finish(node);
}

void node_put_twice(struct node *node)
{
    node_put(node);
    spin_lock(&node->lock);
    node->children = 0;
    spin_unlock(&node->lock);
}
