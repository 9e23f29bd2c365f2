// The work item masks softirqs in each round.
#include <linux/interrupt.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct txq {
    spinlock_t lock;
    int used;
};

struct nic {
    struct txq queues[4];
    struct tasklet_struct clean;
    struct work_struct reset;
};

static void nic_clean(unsigned long data)
{   // ctx: softirq
    struct nic *nic = (struct nic *)data;
    int i;

    for (i = 0; i < ARRAY_SIZE(nic->queues); i++) {
        struct txq *q = &nic->queues[i];

        spin_lock(&q->lock);
        q->used = 0;
        spin_unlock(&q->lock);
    }
}

static void nic_reset(struct work_struct *work)
{   // ctx: process
    struct nic *nic = container_of(work, struct nic, reset);
    int i = 0;

    do {
        spin_lock_bh(&nic->queues[i].lock);
        nic->queues[i].used = 0;
        spin_unlock_bh(&nic->queues[i].lock);
    } while (++i < 4);
}

void nic_init(struct nic *nic)
{
    tasklet_init(&nic->clean, nic_clean, (unsigned long)nic);
    INIT_WORK(&nic->reset, nic_reset);
}
