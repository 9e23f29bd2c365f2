// Nothing masks an NMI: not even irqsave makes this lock safe.
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <asm/nmi.h>

static DEFINE_RAW_SPINLOCK(sample_lock);
static unsigned long samples;

static int sample_nmi(unsigned int type, struct pt_regs *regs)
{   // ctx: nmi
    unsigned long flags;

    raw_spin_lock_irqsave(&sample_lock, flags);
    //                    ^^^^^^^^^^^^ nmi-unsafe-lock: sample_lock is taken here in code that an NMI can run (raw_spin_lock_irqsave): masking interrupts does not hold an NMI off
    samples++;
    raw_spin_unlock_irqrestore(&sample_lock, flags);
    return NMI_HANDLED;
}

static void sample_flush(struct work_struct *work)
{   // ctx: process
    unsigned long flags;

    raw_spin_lock_irqsave(&sample_lock, flags);
    //                    ~~~~~~~~~~~~ nmi-unsafe-lock: process: takes &sample_lock with raw_spin_lock_irqsave()
    samples = 0;
    raw_spin_unlock_irqrestore(&sample_lock, flags);
}

static DECLARE_WORK(sample_work, sample_flush);

int sample_start(void)
{
    schedule_work(&sample_work);
    return register_nmi_handler(NMI_LOCAL, sample_nmi, 0, "sample");
}
