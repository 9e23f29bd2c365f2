// The last reference to a node drops the one to its parent: put, its last step, removal and the node's end call each other in
// circles. Whoever is asked first, in the end all know which step releases what another has taken.
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
    if (node->is_kept)
        node_remove(node->parent);
    else if (node->parent)
        node_put(node->parent);
    kfree(node);
}

static void node_unlink(struct node *node)
{
    node->is_kept = 0;
    spin_unlock(&node->lock);
    node_end(node);
}

void node_remove(struct node *node)
{
    spin_lock(&node->lock);
    if (node->count == 1) {
        node_unlink(node);
    } else {
        node->count--;
        spin_unlock(&node->lock);
    }
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
    node_remove(node);
    msleep(1);
}
