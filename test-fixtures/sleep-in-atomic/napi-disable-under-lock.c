// napi_disable() and free_irq() sleep, whatever they are called for.
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

    spin_lock_irqsave(&mal->lock, flags);
    if (--mal->users == 0) {
        napi_disable(&mal->napi);
//      ^^^^^^^^^^^^ sleep-in-atomic: …
        free_irq(mal->irq, mal);
//      ^^^^^^^^ sleep-in-atomic: …
    }
    spin_unlock_irqrestore(&mal->lock, flags);
}
