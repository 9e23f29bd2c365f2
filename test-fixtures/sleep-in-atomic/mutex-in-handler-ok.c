// In the threaded handler it may sleep; in the hard one it only tries.
#include <linux/interrupt.h>
#include <linux/mutex.h>

struct panel {
    struct mutex lock;
    int irq;
    int level;
};

static irqreturn_t panel_thread(int irq, void *data)
{   // ctx: process
    struct panel *panel = data;

    mutex_lock(&panel->lock);
    panel->level++;
    mutex_unlock(&panel->lock);
    return IRQ_HANDLED;
}

int panel_start(struct panel *panel)
{
    return request_threaded_irq(panel->irq, NULL, panel_thread, IRQF_ONESHOT, "panel", panel);
}
