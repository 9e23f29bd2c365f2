// The request that is made with interrupts off is the one that waits.
#include <linux/delay.h>
#include <linux/spinlock.h>

struct hub {
    spinlock_t lock;
    int status;
};

static int hub_reset(struct hub *hub, int request)
{
    switch (request) {
    case GetHubState:
        return hub->status;
    case ClearHubFeature:
        msleep(20);
//      ~~~~~~ sleep-in-atomic: any caller: calls msleep(), which may sleep
        return 0;
    }
    return -EINVAL;
}

int hub_control(struct hub *hub)
{
    unsigned long flags;
    int result;

    spin_lock_irqsave(&hub->lock, flags);
    result = hub_reset(hub, ClearHubFeature);
    //       ^^^^^^^^^ sleep-in-atomic: msleep() may sleep, and is reached from here holding &hub->lock
    spin_unlock_irqrestore(&hub->lock, flags);
    return result;
}
