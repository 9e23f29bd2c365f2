// The loop ends when somebody else changes what the function has just stored.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct engine {
    spinlock_t lock;
    int stop;
    int count;
};

void engine_run(struct engine *engine)
{
    engine->stop = 0;
    while (!engine->stop)
        engine->count++;
    spin_lock(&engine->lock);
    msleep(1);
//  ^^^^^^ sleep-in-atomic: msleep() may sleep holding &engine->lock
    spin_unlock(&engine->lock);
}
