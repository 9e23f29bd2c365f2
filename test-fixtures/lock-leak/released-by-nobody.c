// A lock that every way out keeps, or one that tells failure, as long as nobody else releases such a lock.
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

static DEFINE_MUTEX(routes_lock);
static DEFINE_MUTEX(weights_lock);
static int routes;

int route_weigh(void)
{
    mutex_lock(&weights_lock);
    routes = 0;
    mutex_unlock(&weights_lock);
    return 0;
}

int routes_settle(void)
{
    mutex_lock(&routes_lock);
    mutex_lock(&weights_lock);
//  ^^^^^^^^^^ lock-leak: &weights_lock is taken here and still held on a way out, and nobody releases it
    routes = 1;
    mutex_unlock(&routes_lock);
    return 0;
//  ~~~~~~~~~ lock-leak: process: returns with &weights_lock held
}

struct journal {
    struct rw_semaphore buffer;
    spinlock_t pages;
    int state;
};

int journal_sum(struct journal *journal);

int journal_write(struct journal *journal)
{
    int err;

    down_write(&journal->buffer);
//  ^^^^^^^^^^ lock-leak: &journal->buffer is taken here and still held on a way out, and nobody releases it
    err = journal_sum(journal);
    if (err)
        return err;
//      ~~~~~~~~~~~ lock-leak: process: returns with &journal->buffer held
    up_write(&journal->buffer);
    return 0;
}

void journal_expire(struct journal *journal)
{
    spin_lock(&journal->pages);
    switch (journal->state) {
    case 1:
        spin_unlock(&journal->pages);
        break;
    case 2:
        journal->state = 1;
        spin_unlock(&journal->pages);
        break;
    }
}
// <- lock-leak: this path returns with &journal->pages held; the other paths release it
