// One case returns early.
#include <linux/spinlock.h>

struct dial {
    spinlock_t lock;
    int position;
};

int dial_turn(struct dial *dial, int command)
{
    int err = 0;

    spin_lock(&dial->lock);
    switch (command) {
    case 0:
        dial->position = 0;
        break;
    case 1:
        dial->position++;
        break;
    default:
        return -EINVAL;
//      ^^^^^^^^^^^^^^^ lock-leak: …
    }
    spin_unlock(&dial->lock);
    return err;
}
