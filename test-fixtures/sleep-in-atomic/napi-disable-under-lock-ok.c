// The decision is made under the lock, the waiting outside.
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/spinlock.h>

struct mal {
    spinlock_t lock;
    struct napi_struct napi;
    int irq;
    int users;
};

void mal_unregister(struct mal *mal)
{
    unsigned long flags;
    bool last;

    spin_lock_irqsave(&mal->lock, flags);
    last = --mal->users == 0;
    spin_unlock_irqrestore(&mal->lock, flags);
    if (last) {
        napi_disable(&mal->napi);
        free_irq(mal->irq, mal);
    }
}
