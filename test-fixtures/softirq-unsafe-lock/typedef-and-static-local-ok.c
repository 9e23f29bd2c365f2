// Both locks with softirqs off.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

typedef struct {
    spinlock_t lock;
    int level;
} tank_t;

static tank_t tank;

static int next_id(void)
{
    static DEFINE_SPINLOCK(id_lock);
    static int id;
    unsigned long flags;
    int next;

    spin_lock_irqsave(&id_lock, flags);
    next = ++id;
    spin_unlock_irqrestore(&id_lock, flags);
    return next;
}

static void tank_timer(struct timer_list *t)
{   // ctx: softirq
    tank_t *it = &tank;

    spin_lock(&it->lock);
    it->level = next_id();
    spin_unlock(&it->lock);
}

static void tank_work(struct work_struct *work)
{   // ctx: process
    spin_lock_bh(&tank.lock);
    tank.level = 0;
    spin_unlock_bh(&tank.lock);
    next_id();
}

static DEFINE_TIMER(tank_ticker, tank_timer);
static DECLARE_WORK(tank_worker, tank_work);
