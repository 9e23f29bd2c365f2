// Neither lock has a class here: what the calls return is not declared. Each release still belongs to the acquisition of the same words.

#include <linux/spinlock.h>

void window_set(struct pipe *pipe, int value)
{
    spin_lock_irq(&to_screen(pipe)->event_lock);
    spin_lock_irq(&to_work(pipe)->window_lock);
    pipe->window = value;
    spin_unlock_irq(&to_work(pipe)->window_lock);
    //              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ irq-enable-in-atomic: spin_unlock_irq() enables hardirqs, which were off since spin_lock_irq(&to_screen(pipe)->event_lock)
    pipe->generation++;
    spin_unlock_irq(&to_screen(pipe)->event_lock);
}
