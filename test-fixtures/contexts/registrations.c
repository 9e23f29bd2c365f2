// One callback for each common way into the kernel.
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <linux/smp.h>
#include <linux/timer.h>
#include <linux/usb.h>
#include <linux/workqueue.h>

struct all {
    struct timer_list timer;
    struct hrtimer hard, soft;
    struct tasklet_struct tasklet;
    struct napi_struct napi;
    struct work_struct work;
    struct delayed_work dwork;
    struct irq_work irq_work;
    struct rcu_head rcu;
    struct urb *urb;
};

static irqreturn_t on_irq(int irq, void *data)
{   // ctx: hardirq
    return IRQ_WAKE_THREAD;
}

static irqreturn_t on_irq_thread(int irq, void *data)
{   // ctx: process
    return IRQ_HANDLED;
}

static void on_timer(struct timer_list *t)
{   // ctx: softirq
}

static enum hrtimer_restart on_hard(struct hrtimer *t)
{   // ctx: hardirq
    return HRTIMER_NORESTART;
}

static enum hrtimer_restart on_soft(struct hrtimer *t)
{   // ctx: softirq
    return HRTIMER_NORESTART;
}

static void on_tasklet(struct tasklet_struct *t)
{   // ctx: softirq
}

static int on_poll(struct napi_struct *napi, int budget)
{   // ctx: softirq
    return 0;
}

static void on_work(struct work_struct *work)
{   // ctx: process
}

static void on_dwork(struct work_struct *work)
{   // ctx: process
}

static void on_irq_work(struct irq_work *work)
{   // ctx: hardirq
}

static void on_rcu(struct rcu_head *head)
{   // ctx: softirq
}

static void on_urb(struct urb *urb)
{   // ctx: hardirq
}

static void on_ipi(void *info)
{   // ctx: hardirq
}

static int on_thread(void *data)
{   // ctx: process
    return 0;
}

static void unused(void)
{   // ctx: none
}

static int __init all_init(void)
{   // ctx: process
    struct all *all = all_alloc();

    timer_setup(&all->timer, on_timer, 0);
    hrtimer_setup(&all->hard, on_hard, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
    hrtimer_setup(&all->soft, on_soft, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED_SOFT);
    tasklet_setup(&all->tasklet, on_tasklet);
    netif_napi_add(all_netdev, &all->napi, on_poll);
    INIT_WORK(&all->work, on_work);
    INIT_DELAYED_WORK(&all->dwork, on_dwork);
    init_irq_work(&all->irq_work, on_irq_work);
    call_rcu(&all->rcu, on_rcu);
    usb_fill_bulk_urb(all->urb, all_usb, 0, NULL, 0, on_urb, all);
    smp_call_function(on_ipi, all, 1);
    kthread_run(on_thread, all, "all");
    return request_threaded_irq(7, on_irq, on_irq_thread, 0, "all", all);
}
module_init(all_init);

static void __exit all_exit(void)
{   // ctx: process
}
module_exit(all_exit);
