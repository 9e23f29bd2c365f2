#include <linux/mutex.h>
#include "../tree.h"

int tree_reserve(struct tree *tree)
{
    mutex_lock(&tree->extents_lock);
    tree->free++;
    mutex_unlock(&tree->extents_lock);
    return 0;
}

int new_extend(struct tree *tree)
{
    mutex_lock(&tree->extents_lock);
    mutex_lock(&tree->tree_lock);
    tree->free--;
    mutex_unlock(&tree->tree_lock);
    mutex_unlock(&tree->extents_lock);
    return 0;
}
