// The call ends the lock of the queue only.
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
    __task_rq_unlock(rq, task, &rf);
    wait_for_completion(started);
//  ^^^^^^^^^^^^^^^^^^^ sleep-in-atomic: wait_for_completion() may sleep holding &task->pi_lock
    raw_spin_unlock_irqrestore(&task->pi_lock, rf.flags);
}
