// Flags gathered in a variable: the one that makes the callee wait may be among them.
#include <linux/completion.h>
#include <linux/spinlock.h>

#define COMMAND_WAIT 0x1
#define COMMAND_INTERRUPT 0x4

struct modem {
    spinlock_t lock;
    struct completion done;
};

static void modem_command(struct modem *modem, unsigned int flags)
{
    if (flags & COMMAND_WAIT)
        wait_for_completion(&modem->done);
//      ~~~~~~~~~~~~~~~~~~~ sleep-in-atomic: any caller: calls wait_for_completion(), which may sleep
}

void modem_event(struct modem *modem, int last)
{
    unsigned int flags = COMMAND_INTERRUPT;

    if (last)
        flags |= COMMAND_WAIT;
    spin_lock(&modem->lock);
    modem_command(modem, flags);
//  ^^^^^^^^^^^^^ sleep-in-atomic: wait_for_completion() may sleep, and is reached from here holding &modem->lock
    spin_unlock(&modem->lock);
}
