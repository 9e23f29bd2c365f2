// The timer waited for takes another lock than the one held; the other timer is not waited for.
#include <linux/spinlock.h>
#include <linux/timer.h>

struct session {
    spinlock_t rx_lock;
    spinlock_t tx_lock;
    struct timer_list rx_timer;
    struct timer_list tx_timer;
    int rx, tx;
};

static void session_rx(struct timer_list *t)
{   // ctx: softirq
    struct session *s = from_timer(s, t, rx_timer);

    spin_lock(&s->rx_lock);
    s->rx++;
    spin_unlock(&s->rx_lock);
}

static void session_tx(struct timer_list *t)
{   // ctx: softirq
    struct session *s = from_timer(s, t, tx_timer);

    spin_lock(&s->tx_lock);
    s->tx++;
    spin_unlock(&s->tx_lock);
}

void session_init(struct session *s)
{
    timer_setup(&s->rx_timer, session_rx, 0);
    timer_setup(&s->tx_timer, session_tx, 0);
}

void session_stop_tx(struct session *s)
{
    spin_lock_bh(&s->rx_lock);
    timer_delete_sync(&s->tx_timer);
    s->rx = 0;
    spin_unlock_bh(&s->rx_lock);
}
