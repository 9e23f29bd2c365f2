// Diagnostics may be called anywhere: what they lock inside is no fault of their callers.
#include <linux/interrupt.h>
#include <linux/kmemleak.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(report_lock);
static DEFINE_MUTEX(scan_mutex);

// Our own stand-ins for what the kernel has under these names.
void kmemleak_free(const void *ptr)
{
    spin_lock(&report_lock);
    forget(ptr);
    spin_unlock(&report_lock);
}

void dump_stack(void)
{
    mutex_lock(&scan_mutex);
    mutex_unlock(&scan_mutex);
}

struct sampler {
    int irq;
    void *last;
};

static irqreturn_t sampler_irq(int irq, void *data)
{
    struct sampler *s = data;

    kmemleak_free(s->last);
    if (!s->last)
        dump_stack();
    return IRQ_HANDLED;
}

static int sampler_open(struct inode *inode, struct file *file)
{
    kmemleak_free(file->private_data);
    return 0;
}

static const struct file_operations sampler_fops = {
    .open = sampler_open,
};

int sampler_start(struct sampler *s)
{
    return request_irq(s->irq, sampler_irq, 0, "sampler", s);
}
