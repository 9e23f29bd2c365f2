// Two objects of one type, told apart by address, by a subclass or by their place.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct account {
    spinlock_t lock;
    struct mutex mutex;
    long balance;
};

void transfer(struct account *a, struct account *b, long amount)
{
    if (a < b) {
        spin_lock(&a->lock);
        spin_lock_nested(&b->lock, SINGLE_DEPTH_NESTING);
    } else {
        spin_lock(&b->lock);
        spin_lock_nested(&a->lock, SINGLE_DEPTH_NESTING);
    }
    a->balance -= amount;
    b->balance += amount;
    spin_unlock(&a->lock);
    spin_unlock(&b->lock);
}

void merge(struct account *parent, struct account *child)
{
    mutex_lock(&parent->mutex);
    mutex_lock_nested(&child->mutex, 1);
    parent->balance += child->balance;
    mutex_unlock(&child->mutex);
    mutex_unlock(&parent->mutex);
}

void lock_pair(struct account *a, struct account *b)
{
    if (a == b) {
        spin_lock(&a->lock);
        return;
    }
    if (a > b)
        swap(a, b);
    spin_lock(&a->lock);
    spin_lock_nested(&b->lock, 1);
}

void sweep(struct account *accounts, int n)
{
    int i;

    for (i = 0; i < n; i++)
        spin_lock_nested(&accounts[i].lock, i);
    for (i = n - 1; i >= 0; i--)
        spin_unlock(&accounts[i].lock);
}
