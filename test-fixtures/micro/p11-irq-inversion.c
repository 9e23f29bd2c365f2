// The handler's lock is held while waiting for a lock whose holder the handler may have interrupted.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(fifo_lock);
static DEFINE_SPINLOCK(log_lock);
static int queued, logged;

static irqreturn_t fifo_irq(int irq, void *data)
{   // ctx: hardirq
    spin_lock(&fifo_lock);
    //        ~~~~~~~~~~ irq-inversion: hardirq: takes &fifo_lock with spin_lock()
    queued++;
    spin_unlock(&fifo_lock);
    return IRQ_HANDLED;
}

static void fifo_work(struct work_struct *work)
{   // ctx: process
    unsigned long flags;

    spin_lock_irqsave(&fifo_lock, flags);
    spin_lock(&log_lock);
    //        ~~~~~~~~~ irq-inversion: process: takes &log_lock with spin_lock()
    logged += queued;
    spin_unlock(&log_lock);
    spin_unlock_irqrestore(&fifo_lock, flags);
}

static void log_work(struct work_struct *work)
{   // ctx: process
    spin_lock(&log_lock);
    //        ^^^^^^^^^ irq-inversion: log_lock is taken here with hardirqs on; fifo_work() takes it while holding fifo_lock, which hardirqs take
    logged = 0;
    spin_unlock(&log_lock);
}

static DECLARE_WORK(fifo_worker, fifo_work);
static DECLARE_WORK(log_worker, log_work);

int fifo_start(int irq)
{
    schedule_work(&fifo_worker);
    schedule_work(&log_worker);
    return request_irq(irq, fifo_irq, 0, "fifo", NULL);
}
