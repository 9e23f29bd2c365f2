// Both callers release the lock that the work takes before they wait for it.
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct panel {
    struct mutex lock;
    struct delayed_work refresh;
    int lines;
};

static void panel_refresh(struct work_struct *work)
{
    struct panel *panel = container_of(work, struct panel, refresh.work);

    mutex_lock(&panel->lock);
    panel->lines++;
    mutex_unlock(&panel->lock);
}

void panel_init(struct panel *panel)
{
    mutex_init(&panel->lock);
    INIT_DELAYED_WORK(&panel->refresh, panel_refresh);
}

static void panel_rest(struct panel *panel)
{
    cancel_delayed_work_sync(&panel->refresh);
}

void panel_clear(struct panel *panel)
{
    mutex_lock(&panel->lock);
    panel->lines = 0;
    mutex_unlock(&panel->lock);
    panel_rest(panel);
}

void panel_close(struct panel *panel)
{
    mutex_lock(&panel->lock);
    mutex_unlock(&panel->lock);
    panel_rest(panel);
}
