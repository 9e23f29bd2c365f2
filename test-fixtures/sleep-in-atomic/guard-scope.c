// A guard holds to the end of its scope, not to the end of the statement.
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/spinlock.h>

struct spindle {
    spinlock_t lock;
    int speed;
};

void spindle_stop(struct spindle *spindle)
{
    guard(spinlock)(&spindle->lock);
    spindle->speed = 0;
    msleep(20);
//  ^^^^^^ sleep-in-atomic: …
}

void spindle_start(struct spindle *spindle)
{
    scoped_guard(spinlock_irqsave, &spindle->lock) {
        spindle->speed = 1;
        usleep_range(100, 200);
//      ^^^^^^^^^^^^ sleep-in-atomic: …
    }
}
