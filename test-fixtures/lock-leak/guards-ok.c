// Guards release on every way out, gotos and returns included.
#include <linux/cleanup.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct plan {
    struct mutex mutex;
    spinlock_t lock;
    int steps;
};

int plan_add(struct plan *plan, int n)
{
    guard(mutex)(&plan->mutex);

    if (n < 0)
        return -EINVAL;
    scoped_guard(spinlock_irqsave, &plan->lock) {
        if (plan->steps + n > 100)
            return -ENOSPC;
        plan->steps += n;
    }
    for (int i = 0; i < n; i++) {
        guard(spinlock)(&plan->lock);
        if (plan->steps == i)
            continue;
        if (plan->steps > 90)
            break;
        plan->steps++;
    }
    return 0;
}
