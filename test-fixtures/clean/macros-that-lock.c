// Macros that take locks, loop or return.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct deck {
    spinlock_t lock;
    int cards;
};

static struct deck deck;

#define deck_lock(d)        \
    do {                    \
        spin_lock_bh(&(d)->lock); \
        (d)->cards++;       \
    } while (0)

#define deck_unlock(d)      \
    do {                    \
        (d)->cards--;       \
        spin_unlock_bh(&(d)->lock); \
    } while (0)

#define with_deck(d, what)  ({      \
    int __ret;                      \
    spin_lock_bh(&(d)->lock);       \
    __ret = (what);                 \
    spin_unlock_bh(&(d)->lock);     \
    __ret;                          \
})

static void deck_timer(struct timer_list *t)
{   // ctx: softirq
    spin_lock(&deck.lock);
    deck.cards++;
    spin_unlock(&deck.lock);
}

static void deck_work(struct work_struct *work)
{   // ctx: process
    int cards;

    deck_lock(&deck);
    deck.cards += 2;
    deck_unlock(&deck);
    cards = with_deck(&deck, deck.cards);
    if (cards)
        report(cards);
}

static DEFINE_TIMER(deck_ticker, deck_timer);
static DECLARE_WORK(deck_worker, deck_work);
