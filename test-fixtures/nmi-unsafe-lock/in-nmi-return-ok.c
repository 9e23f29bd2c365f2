// The helper gives up in NMI before it comes to the lock.
#include <linux/hardirq.h>
#include <linux/spinlock.h>
#include <asm/nmi.h>

static DEFINE_SPINLOCK(log_lock);
static int lines;

static int log_line(void)
{
    unsigned long flags;

    if (in_nmi())
        return -EBUSY;
    spin_lock_irqsave(&log_lock, flags);
    lines++;
    spin_unlock_irqrestore(&log_lock, flags);
    return 0;
}

static int watchdog_nmi(unsigned int type, struct pt_regs *regs)
{   // ctx: nmi
    return log_line() ? NMI_DONE : NMI_HANDLED;
}

int watchdog_start(void)
{
    return register_nmi_handler(NMI_UNKNOWN, watchdog_nmi, 0, "watchdog");
}
