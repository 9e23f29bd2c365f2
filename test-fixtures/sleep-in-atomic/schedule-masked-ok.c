// The scheduler masks hardirqs itself, and gives them back as it found them.
#include <linux/irqflags.h>
#include <linux/sched.h>

void wait_for_signal(struct task_struct *task)
{
    local_irq_disable();
    while (!task->exit_state) {
        schedule();
        local_irq_disable();
    }
    local_irq_enable();
}
