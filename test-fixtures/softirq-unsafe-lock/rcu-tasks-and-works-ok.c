// Grace periods that end in a kthread or a work item, and rcu_work, are process context.
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

static DEFINE_SPINLOCK(probes_lock);
static int probes;

struct probe {
    struct rcu_head rcu;
    struct rcu_work free_work;
};

static void probes_change(int n)
{
    spin_lock(&probes_lock);
    probes += n;
    spin_unlock(&probes_lock);
}

static void probe_free(struct rcu_head *head)
{   // ctx: process
    probes_change(-1);
}

static void probe_free_work(struct work_struct *work)
{   // ctx: process
    probes_change(-1);
}

static void probes_reset(struct work_struct *work)
{   // ctx: process
    probes_change(-probes);
}

static DECLARE_WORK(probes_work, probes_reset);

void probe_drop(struct probe *probe)
{
    INIT_RCU_WORK(&probe->free_work, probe_free_work);
    call_rcu_tasks_trace(&probe->rcu, probe_free);
}
