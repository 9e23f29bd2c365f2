// Interrupts are off for one request only, and the delay belongs to another: constants may be written in mixed case.
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
        return 0;
    }
    return -EINVAL;
}

int hub_control(struct hub *hub)
{
    unsigned long flags;
    int result;

    spin_lock_irqsave(&hub->lock, flags);
    result = hub_reset(hub, GetHubState);
    spin_unlock_irqrestore(&hub->lock, flags);
    return result;
}
