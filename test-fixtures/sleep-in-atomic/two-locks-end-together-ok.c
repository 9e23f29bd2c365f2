// One call ends the lock of the queue and that of the task, which was taken by itself.
#include <linux/completion.h>
#include <linux/sched.h>

struct rq_flags {
    unsigned long flags;
};

void task_start(struct task_struct *task, struct completion *started)
{
    struct rq_flags rf;
    struct rq *rq;

    raw_spin_lock_irqsave(&task->pi_lock, rf.flags);
    task->started = 1;
    rq = __task_rq_lock(task, &rf);
    rq->running++;
    task_rq_unlock(rq, task, &rf);
    wait_for_completion(started);
}
