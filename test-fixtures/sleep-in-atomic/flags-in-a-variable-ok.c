// Flags gathered in a variable: the one that makes the callee wait is not among them.
#include <linux/completion.h>
#include <linux/spinlock.h>

#define COMMAND_WAIT 0x1
#define COMMAND_INTERRUPT 0x4
#define COMMAND_LAST 0x8

struct modem {
    spinlock_t lock;
    struct completion done;
};

static void modem_command(struct modem *modem, unsigned int flags)
{
    if (flags & COMMAND_WAIT)
        wait_for_completion(&modem->done);
}

void modem_event(struct modem *modem, int last)
{
    unsigned int flags = COMMAND_INTERRUPT;

    if (last)
        flags |= COMMAND_LAST;
    spin_lock(&modem->lock);
    modem_command(modem, flags);
    spin_unlock(&modem->lock);
}
