// A kernel counter's overflow callback runs in NMI, and so does what it calls.
#include <linux/perf_event.h>
#include <linux/spinlock.h>

static DEFINE_RAW_SPINLOCK(hist_lock);
static u64 hist[16];

static void hist_add(u64 value)
{   // ctx: nmi
    unsigned long flags;

    raw_spin_lock_irqsave(&hist_lock, flags);
    //                    ^^^^^^^^^^ nmi-unsafe-lock: …
    hist[value & 15]++;
    raw_spin_unlock_irqrestore(&hist_lock, flags);
}

static void on_overflow(struct perf_event *event, struct perf_sample_data *data, struct pt_regs *regs)
{   // ctx: nmi
    hist_add(instruction_pointer(regs));
}

int hist_start(struct perf_event_attr *attr)
{
    return PTR_ERR_OR_ZERO(perf_event_create_kernel_counter(attr, 0, NULL, on_overflow, NULL));
}
