// Nothing writes the variable: there is never an entry.
#include <linux/interrupt.h>
#include <linux/kfifo.h>
#include <linux/slab.h>

struct inbox {
    struct kfifo queue;
    struct tasklet_struct tasklet;
    void *copy;
};

static void inbox_tasklet(struct tasklet_struct *tasklet)
{
    struct inbox *inbox = container_of(tasklet, struct inbox, tasklet);
    void *entry = NULL;

    fetch_entry(&inbox->queue);
    if (!entry)
        return;
    inbox->copy = kmemdup(entry, 64, GFP_KERNEL);
}

void inbox_init(struct inbox *inbox)
{
    tasklet_setup(&inbox->tasklet, inbox_tasklet);
}
