// Two callers hold the lock that the work takes while a helper of theirs waits for it: one wait, and both are to be mended.
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
    //         ~~~~~~~~~~~~ sync-wait-deadlock: process: takes &panel->lock with mutex_lock()
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
    //                       ~~~~~~~~~~~~~~~ sync-wait-deadlock: process: waits for panel_refresh() with cancel_delayed_work_sync()
    //                       ^^^^^^^^^^^^^^^ sync-wait-deadlock: cancel_delayed_work_sync() waits here for panel_refresh(), which takes struct panel.lock, held since mutex_lock()
}

void panel_clear(struct panel *panel)
{
    mutex_lock(&panel->lock);
    panel->lines = 0;
    panel_rest(panel);
    mutex_unlock(&panel->lock);
}

void panel_close(struct panel *panel)
{
    mutex_lock(&panel->lock);
    panel_rest(panel);
    mutex_unlock(&panel->lock);
}
