// The wrong order only ever by trylock, with the outer lock dropped on failure.
#include <linux/spinlock.h>

struct run_queue {
    raw_spinlock_t lock;
    int running;
};

struct job {
    raw_spinlock_t pi_lock;
    struct run_queue *rq;
};

void job_wake(struct job *job)
{
    unsigned long flags;

    raw_spin_lock_irqsave(&job->pi_lock, flags);
    raw_spin_lock(&job->rq->lock);
    job->rq->running++;
    raw_spin_unlock(&job->rq->lock);
    raw_spin_unlock_irqrestore(&job->pi_lock, flags);
}

void rq_push(struct run_queue *rq, struct job *job)
{
    raw_spin_lock_irq(&rq->lock);
again:
    if (!raw_spin_trylock(&job->pi_lock)) {
        raw_spin_unlock_irq(&rq->lock);
        cpu_relax();
        raw_spin_lock_irq(&rq->lock);
        goto again;
    }
    rq->running--;
    raw_spin_unlock(&job->pi_lock);
    raw_spin_unlock_irq(&rq->lock);
}
