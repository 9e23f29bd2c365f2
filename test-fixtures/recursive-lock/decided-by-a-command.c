// Whether the lock is taken depends on the command, and so does the function that takes it itself: asked by a variable, and among others.
#include <linux/mutex.h>

struct vault {
    struct mutex lock;
    int state;
};

struct order {
    int command;
};

static void vault_sweep(struct vault *vault)
{
    mutex_lock(&vault->lock);
    //         ~~~~~~~~~~~~ recursive-lock: process: takes vault->lock again with mutex_lock()
    vault->state++;
    mutex_unlock(&vault->lock);
}

void vault_command(struct vault *vault, struct order *order)
{
    bool need_lock = order->command != VAULT_SWEEP;

    if (need_lock)
        mutex_lock(&vault->lock);
    switch (order->command) {
    case VAULT_OPEN:
        vault->state = 1;
        break;
    case VAULT_CLOSE:
        vault_sweep(vault);
//      ^^^^^^^^^^^ recursive-lock: vault->lock is taken by vault_sweep() while it is held already, since mutex_lock()
        break;
    case VAULT_SWEEP:
        vault->state = 0;
        break;
    }
    if (need_lock)
        mutex_unlock(&vault->lock);
}
