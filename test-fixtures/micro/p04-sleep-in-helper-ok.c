// Settles after the lock is dropped.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct motor {
    spinlock_t lock;
    int speed;
};

static void settle(int speed)
{
    msleep(speed);
}

void motor_set(struct motor *motor, int speed)
{
    spin_lock(&motor->lock);
    motor->speed = speed;
    spin_unlock(&motor->lock);
    settle(speed);
}
