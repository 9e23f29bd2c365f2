// The callback leaves the work to an irq_work.
#include <linux/irq_work.h>
#include <linux/perf_event.h>
#include <linux/spinlock.h>

static DEFINE_RAW_SPINLOCK(hist_lock);
static u64 hist[16];
static u64 last;

static void hist_add(struct irq_work *work)
{   // ctx: hardirq
    raw_spin_lock(&hist_lock);
    hist[last & 15]++;
    raw_spin_unlock(&hist_lock);
}

static DEFINE_IRQ_WORK(hist_work, hist_add);

static void on_overflow(struct perf_event *event, struct perf_sample_data *data, struct pt_regs *regs)
{   // ctx: nmi
    last = instruction_pointer(regs);
    irq_work_queue(&hist_work);
}

int hist_start(struct perf_event_attr *attr)
{
    return PTR_ERR_OR_ZERO(perf_event_create_kernel_counter(attr, 0, NULL, on_overflow, NULL));
}
