// The last reference to a node drops the one to its parent: put, its last step and the node's end call each other in a circle. Whoever
// is asked first, in the end all know that the last step releases what put takes.
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct node {
    spinlock_t lock;
    int count, is_kept;
    struct node *parent;
};

static DEFINE_MUTEX(nodes_mutex);

static void node_end(struct node *node)
{
    if (node->parent)
        node_put(node->parent);
    kfree(node);
}

static void node_put_last(struct node *node)
{
    if (node->is_kept) {
        spin_unlock(&node->lock);
        return;
    }
    spin_unlock(&node->lock);
    node_end(node);
}

void node_put(struct node *node)
{
    spin_lock(&node->lock);
    if (--node->count) {
        spin_unlock(&node->lock);
        return;
    }
    node_put_last(node);
}

void node_move(struct node *node)
{   // ctx: process
    node_put(node);
    mutex_lock(&nodes_mutex);
    node_put(node->parent);
    mutex_unlock(&nodes_mutex);
}
