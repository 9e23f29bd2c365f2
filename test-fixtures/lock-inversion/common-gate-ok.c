// Both orders stand under a third lock, so they never meet; a trylock waits for nobody.
#include <linux/mutex.h>

struct gate {
    struct mutex gate;
    struct mutex left;
    struct mutex right;
    int passes;
};

void gate_left(struct gate *g)
{
    mutex_lock(&g->gate);
    mutex_lock(&g->left);
    mutex_lock(&g->right);
    g->passes++;
    mutex_unlock(&g->right);
    mutex_unlock(&g->left);
    mutex_unlock(&g->gate);
}

void gate_right(struct gate *g)
{
    mutex_lock(&g->gate);
    mutex_lock(&g->right);
    mutex_lock(&g->left);
    g->passes++;
    mutex_unlock(&g->left);
    mutex_unlock(&g->right);
    mutex_unlock(&g->gate);
}

void gate_try(struct gate *g)
{
    mutex_lock(&g->right);
    if (mutex_trylock(&g->left)) {
        g->passes++;
        mutex_unlock(&g->left);
    }
    mutex_unlock(&g->right);
}
