// A trylock behind the driver's own name.
#include <linux/spinlock.h>
#include <asm/nmi.h>

struct erase_log {
    raw_spinlock_t lock;
    int count;
};

static struct erase_log elog;

static bool elog_trylock(struct erase_log *log)
{
    return raw_spin_trylock(&log->lock);
}

static void elog_unlock(struct erase_log *log)
{
    raw_spin_unlock(&log->lock);
}

static int elog_nmi(unsigned int type, struct pt_regs *regs)
{   // ctx: nmi
    if (!elog_trylock(&elog))
        return NMI_DONE;
    elog.count++;
    elog_unlock(&elog);
    return NMI_HANDLED;
}

int elog_start(void)
{
    return register_nmi_handler(NMI_SERR, elog_nmi, 0, "elog");
}
