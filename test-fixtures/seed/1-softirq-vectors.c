// Every softirq vector is known by name.
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(hi_lock);
static DEFINE_SPINLOCK(timer_lock);
static DEFINE_SPINLOCK(net_tx_lock);
static DEFINE_SPINLOCK(net_rx_lock);
static DEFINE_SPINLOCK(block_lock);
static DEFINE_SPINLOCK(irq_poll_lock);
static DEFINE_SPINLOCK(tasklet_lock);
static DEFINE_SPINLOCK(sched_lock);
static DEFINE_SPINLOCK(hrtimer_lock);
static DEFINE_SPINLOCK(rcu_lock);

static void on_hi(void)
{   // ctx: softirq
    spin_lock(&hi_lock);
    //        ~~~~~~~~ softirq-unsafe-lock: softirq (hi)
    spin_unlock(&hi_lock);
}

static void on_timer(void)
{   // ctx: softirq
    spin_lock(&timer_lock);
    //        ~~~~~~~~~~~ softirq-unsafe-lock: softirq (timer)
    spin_unlock(&timer_lock);
}

static void on_net_tx(void)
{   // ctx: softirq
    spin_lock(&net_tx_lock);
    //        ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (net_tx)
    spin_unlock(&net_tx_lock);
}

static void on_net_rx(void)
{   // ctx: softirq
    spin_lock(&net_rx_lock);
    //        ~~~~~~~~~~~~ softirq-unsafe-lock: softirq (net_rx)
    spin_unlock(&net_rx_lock);
}

static void on_block(void)
{   // ctx: softirq
    spin_lock(&block_lock);
    //        ~~~~~~~~~~~ softirq-unsafe-lock: softirq (block)
    spin_unlock(&block_lock);
}

static void on_irq_poll(void)
{   // ctx: softirq
    spin_lock(&irq_poll_lock);
    //        ~~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (irq_poll)
    spin_unlock(&irq_poll_lock);
}

static void on_tasklet(void)
{   // ctx: softirq
    spin_lock(&tasklet_lock);
    //        ~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (tasklet)
    spin_unlock(&tasklet_lock);
}

static void on_sched(void)
{   // ctx: softirq
    spin_lock(&sched_lock);
    //        ~~~~~~~~~~~ softirq-unsafe-lock: softirq (sched)
    spin_unlock(&sched_lock);
}

static void on_hrtimer(void)
{   // ctx: softirq
    spin_lock(&hrtimer_lock);
    //        ~~~~~~~~~~~~~ softirq-unsafe-lock: softirq (hrtimer)
    spin_unlock(&hrtimer_lock);
}

static void on_rcu(void)
{   // ctx: softirq
    spin_lock(&rcu_lock);
    //        ~~~~~~~~~ softirq-unsafe-lock: softirq (rcu)
    spin_unlock(&rcu_lock);
}

static int everything(void *data)
{   // ctx: process
    spin_lock(&hi_lock);
    //        ^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&hi_lock);
    spin_lock(&timer_lock);
    //        ^^^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&timer_lock);
    spin_lock(&net_tx_lock);
    //        ^^^^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&net_tx_lock);
    spin_lock(&net_rx_lock);
    //        ^^^^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&net_rx_lock);
    spin_lock(&block_lock);
    //        ^^^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&block_lock);
    spin_lock(&irq_poll_lock);
    //        ^^^^^^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&irq_poll_lock);
    spin_lock(&tasklet_lock);
    //        ^^^^^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&tasklet_lock);
    spin_lock(&sched_lock);
    //        ^^^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&sched_lock);
    spin_lock(&hrtimer_lock);
    //        ^^^^^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&hrtimer_lock);
    spin_lock(&rcu_lock);
    //        ^^^^^^^^^ softirq-unsafe-lock: …
    spin_unlock(&rcu_lock);
    return 0;
}

void __init vectors_init(void)
{
    open_softirq(HI_SOFTIRQ, on_hi);
    open_softirq(TIMER_SOFTIRQ, on_timer);
    open_softirq(NET_TX_SOFTIRQ, on_net_tx);
    open_softirq(NET_RX_SOFTIRQ, on_net_rx);
    open_softirq(BLOCK_SOFTIRQ, on_block);
    open_softirq(IRQ_POLL_SOFTIRQ, on_irq_poll);
    open_softirq(TASKLET_SOFTIRQ, on_tasklet);
    open_softirq(SCHED_SOFTIRQ, on_sched);
    open_softirq(HRTIMER_SOFTIRQ, on_hrtimer);
    open_softirq(RCU_SOFTIRQ, on_rcu);
    kthread_run(everything, NULL, "everything");
}
