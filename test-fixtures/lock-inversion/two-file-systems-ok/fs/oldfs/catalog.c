// Of functions of one name in two file systems each calls its own.
#include <linux/mutex.h>
#include "../tree.h"

int tree_reserve(struct tree *tree);

int old_create(struct tree *tree)
{
    int err;

    mutex_lock(&tree->tree_lock);
    err = tree_reserve(tree);
    mutex_unlock(&tree->tree_lock);
    return err;
}
