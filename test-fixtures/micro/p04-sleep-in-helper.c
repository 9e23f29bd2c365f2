// The sleep hides one call deep.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct motor {
    spinlock_t lock;
    int speed;
};

static void settle(struct motor *motor)
{
    msleep(motor->speed);
//  ~~~~~~ sleep-in-atomic: any caller: calls msleep(), which may sleep
}

void motor_set(struct motor *motor, int speed)
{
    spin_lock(&motor->lock);
    motor->speed = speed;
    settle(motor);
//  ^^^^^^ sleep-in-atomic: msleep() may sleep, and is reached from here holding &motor->lock
    spin_unlock(&motor->lock);
}
