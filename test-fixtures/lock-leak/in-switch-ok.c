// Every case reaches the unlock, one by falling through.
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
        fallthrough;
    case 1:
        dial->position++;
        break;
    default:
        err = -EINVAL;
    }
    spin_unlock(&dial->lock);
    return err;
}
