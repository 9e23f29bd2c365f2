// It looks at the wrong thing: hardirq is not NMI.
#include <linux/hardirq.h>
#include <linux/spinlock.h>
#include <asm/nmi.h>

static DEFINE_SPINLOCK(log_lock);
static int lines;

static int log_line(void)
{   // ctx: nmi
    unsigned long flags;

    if (in_serving_softirq())
        return -EBUSY;
    spin_lock_irqsave(&log_lock, flags);
    //                ^^^^^^^^^ nmi-unsafe-lock: …
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
