// The wrapper waits when the trylock fails.
#include <linux/spinlock.h>
#include <asm/nmi.h>

struct erase_log {
    raw_spinlock_t lock;
    int count;
};

static struct erase_log elog;

static void elog_lock(struct erase_log *log)
{   // ctx: nmi
    if (!raw_spin_trylock(&log->lock))
        raw_spin_lock(&log->lock);
        //            ^^^^^^^^^^ nmi-unsafe-lock: …
}

static void elog_unlock(struct erase_log *log)
{
    raw_spin_unlock(&log->lock);
}

static int elog_nmi(unsigned int type, struct pt_regs *regs)
{   // ctx: nmi
    elog_lock(&elog);
    elog.count++;
    elog_unlock(&elog);
    return NMI_HANDLED;
}

int elog_start(void)
{
    return register_nmi_handler(NMI_SERR, elog_nmi, 0, "elog");
}
