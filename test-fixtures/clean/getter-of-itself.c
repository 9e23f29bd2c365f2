// A variable that a pure function makes anew from itself, and two that are made from each other.
#include <linux/spinlock.h>

struct node {
    struct node *up;
    spinlock_t lock;
    int depth;
};

static struct node *node_up(struct node *node)
{
    return node->up;
}

static struct node *node_nearer(struct node *a, struct node *b)
{
    return a->depth < b->depth ? a : b;
}

void node_touch(struct node *start, int times)
{
    struct node *node;
    struct node *left, *right;

    node = node_up(node);
    left = node_nearer(right, left);
    right = node_nearer(left, right);
    spin_lock(&node->lock);
    spin_unlock(&node->lock);
    spin_lock(&left->lock);
    spin_unlock(&left->lock);
    spin_lock(&right->lock);
    spin_unlock(&right->lock);
}
