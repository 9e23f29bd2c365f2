// A sleeping allocation and a mutex, both under a spinlock in the same function.
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct pool {
    spinlock_t lock;
    struct mutex setup;
    void *spare;
};

void pool_refill(struct pool *pool)
{
    spin_lock(&pool->lock);
    pool->spare = kmalloc(64, GFP_KERNEL);
    //            ^^^^^^^ sleep-in-atomic: kmalloc() may sleep holding &pool->lock
    mutex_lock(&pool->setup);
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep holding &pool->lock
    mutex_unlock(&pool->setup);
    spin_unlock(&pool->lock);
}
