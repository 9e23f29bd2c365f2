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
        vault->state = 0;
        break;
    case VAULT_SWEEP:
        vault_sweep(vault);
        break;
    }
    if (need_lock)
        mutex_unlock(&vault->lock);
}
