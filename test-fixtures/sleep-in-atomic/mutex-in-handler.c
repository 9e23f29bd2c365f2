// A mutex in a hard handler, and in a function sent to another CPU.
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/smp.h>

struct panel {
    struct mutex lock;
    int irq;
    int level;
};

static irqreturn_t panel_irq(int irq, void *data)
{   // ctx: hardirq
    struct panel *panel = data;

    mutex_lock(&panel->lock);
//  ^^^^^^^^^^ sleep-in-atomic: …
    panel->level++;
    mutex_unlock(&panel->lock);
    return IRQ_HANDLED;
}

static void panel_sync(void *info)
{   // ctx: hardirq
    struct panel *panel = info;

    scoped_guard(mutex, &panel->lock)
//  ^^^^^^^^^^^^ sleep-in-atomic: …
        panel->level = 0;
}

int panel_start(struct panel *panel)
{
    smp_call_function_single(0, panel_sync, panel, 1);
    return request_irq(panel->irq, panel_irq, 0, "panel", panel);
}
