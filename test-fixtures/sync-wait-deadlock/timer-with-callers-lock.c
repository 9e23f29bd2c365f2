// Entered with the lock held by contract; drops it around one call but not around the wait.
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
    //            ~~~~~~~~~~~~~ sync-wait-deadlock: softirq (timer)
    fabric->state = 1;
    spin_unlock_irq(&fabric->lock);
}

static void fabric_link_down(struct fabric *fabric)
{
    spin_unlock_irq(&fabric->lock);
    reset_exchange(fabric);
    spin_lock_irq(&fabric->lock);
    timer_delete_sync(&fabric->login);
    //                ^^^^^^^^^^^^^^ sync-wait-deadlock: …
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
