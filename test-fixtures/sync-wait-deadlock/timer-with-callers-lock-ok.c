// timer_delete() leaves a running callback alone.
#include <linux/spinlock.h>
#include <linux/timer.h>

struct fabric {
    spinlock_t lock;
    struct timer_list login;
    int state;
};

static void fabric_login(struct timer_list *t)
{   // ctx: softirq
    struct fabric *fabric = from_timer(fabric, t, login);

    spin_lock_irq(&fabric->lock);
    fabric->state = 1;
    spin_unlock_irq(&fabric->lock);
}

static void fabric_link_down(struct fabric *fabric)
{
    timer_delete(&fabric->login);
    fabric->state = 0;
}

void fabric_event(struct fabric *fabric)
{
    spin_lock_irq(&fabric->lock);
    fabric_link_down(fabric);
    spin_unlock_irq(&fabric->lock);
}

void fabric_init(struct fabric *fabric)
{
    timer_setup(&fabric->login, fabric_login, 0);
}
