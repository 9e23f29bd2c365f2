// Both sections run with interrupts off.
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct hba {
    spinlock_t hba_lock;
    spinlock_t node_lock;
    struct timer_list retry;
    struct work_struct cleanup;
    int nodes;
};

static void node_get(struct hba *hba)
{   // ctx: softirq
    unsigned long flags;

    spin_lock_irqsave(&hba->node_lock, flags);
    hba->nodes++;
    spin_unlock_irqrestore(&hba->node_lock, flags);
}

static void hba_retry(struct timer_list *t)
{   // ctx: softirq
    struct hba *hba = from_timer(hba, t, retry);

    node_get(hba);
}

static void hba_cleanup(struct work_struct *work)
{   // ctx: process
    struct hba *hba = container_of(work, struct hba, cleanup);

    spin_lock_irq(&hba->hba_lock);
    spin_lock(&hba->node_lock);
    hba->nodes = 0;
    spin_unlock(&hba->node_lock);
    spin_unlock_irq(&hba->hba_lock);

    spin_lock_irq(&hba->node_lock);
    hba->nodes = 1;
    spin_unlock_irq(&hba->node_lock);
}

void hba_init(struct hba *hba)
{
    timer_setup(&hba->retry, hba_retry, 0);
    INIT_WORK(&hba->cleanup, hba_cleanup);
}
