// While the timer is cancelled only a long way from the interrupt takes the lock; once it runs again its callback does: that is what is told.
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/spinlock.h>

struct probe {
    spinlock_t lock;
    struct hrtimer timer;
    int samples, errors, irq;
};

static void note_error(struct probe *probe)
{
    spin_lock(&probe->lock);
    probe->errors++;
    spin_unlock(&probe->lock);
}

static void step6(struct probe *probe) { note_error(probe); }
static void step5(struct probe *probe) { step6(probe); }
static void step4(struct probe *probe) { step5(probe); }
static void step3(struct probe *probe) { step4(probe); }
static void step2(struct probe *probe) { step3(probe); }
static void step1(struct probe *probe) { step2(probe); }

static irqreturn_t probe_interrupt(int irq, void *data)
{
    step1(data);
    return IRQ_HANDLED;
}

static enum hrtimer_restart sample(struct hrtimer *timer)
{
    struct probe *probe = container_of(timer, struct probe, timer);

    spin_lock(&probe->lock);
    //        ~~~~~~~~~~~~ hardirq-unsafe-lock: hardirq: takes &probe->lock with spin_lock()
    probe->samples++;
    spin_unlock(&probe->lock);
    return HRTIMER_RESTART;
}

static ssize_t restart_store(struct device *dev, struct device_attribute *attr, const char *text, size_t count)
{
    struct probe *probe = dev_get_drvdata(dev);

    hrtimer_cancel(&probe->timer);
    spin_lock(&probe->lock);
    probe->samples = 0;
    spin_unlock(&probe->lock);
    hrtimer_start(&probe->timer, 1000000, HRTIMER_MODE_REL);
    spin_lock(&probe->lock);
    //        ^^^^^^^^^^^^ hardirq-unsafe-lock: struct probe.lock is taken here with hardirqs on (spin_lock), and in hardirq by sample()
    probe->errors = 0;
    spin_unlock(&probe->lock);
    return count;
}
static DEVICE_ATTR_WO(restart);

static int probe_start(struct probe *probe)
{
    hrtimer_setup(&probe->timer, sample, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
    return request_irq(probe->irq, probe_interrupt, 0, "probe", probe);
}
