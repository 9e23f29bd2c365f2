// Much is waited for far down before the work that takes the mutex is waited for nearby: that is not forgotten for it.
#include <linux/mutex.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

struct panel {
    struct mutex lock;
    struct work_struct redraw;
    int dirty;
    struct timer_list lamp0;
    struct timer_list lamp1;
    struct timer_list lamp2;
    struct timer_list lamp3;
    struct timer_list lamp4;
    struct timer_list lamp5;
    struct timer_list lamp6;
    struct timer_list lamp7;
    struct timer_list lamp8;
    struct timer_list lamp9;
    struct timer_list lamp10;
    struct timer_list lamp11;
    struct timer_list lamp12;
    struct timer_list lamp13;
    struct timer_list lamp14;
    struct timer_list lamp15;
    struct timer_list lamp16;
    struct timer_list lamp17;
    struct timer_list lamp18;
    struct timer_list lamp19;
    struct timer_list lamp20;
};

static void panel_redraw(struct work_struct *work)
{
    struct panel *panel = container_of(work, struct panel, redraw);

    mutex_lock(&panel->lock);
    //         ~~~~~~~~~~~~ sync-wait-deadlock: process: takes &panel->lock with mutex_lock()
    panel->dirty = 0;
    mutex_unlock(&panel->lock);
}

void panel_init(struct panel *panel)
{
    mutex_init(&panel->lock);
    INIT_WORK(&panel->redraw, panel_redraw);
}

static void panel_lamps_off(struct panel *panel)
{
    timer_delete_sync(&panel->lamp0);
    timer_delete_sync(&panel->lamp1);
    timer_delete_sync(&panel->lamp2);
    timer_delete_sync(&panel->lamp3);
    timer_delete_sync(&panel->lamp4);
    timer_delete_sync(&panel->lamp5);
    timer_delete_sync(&panel->lamp6);
    timer_delete_sync(&panel->lamp7);
    timer_delete_sync(&panel->lamp8);
    timer_delete_sync(&panel->lamp9);
    timer_delete_sync(&panel->lamp10);
    timer_delete_sync(&panel->lamp11);
    timer_delete_sync(&panel->lamp12);
    timer_delete_sync(&panel->lamp13);
    timer_delete_sync(&panel->lamp14);
    timer_delete_sync(&panel->lamp15);
    timer_delete_sync(&panel->lamp16);
    timer_delete_sync(&panel->lamp17);
    timer_delete_sync(&panel->lamp18);
    timer_delete_sync(&panel->lamp19);
    timer_delete_sync(&panel->lamp20);
}

static void panel_dark(struct panel *panel)
{
    panel_lamps_off(panel);
}

static void panel_halt(struct panel *panel)
{
    panel_dark(panel);
    cancel_work_sync(&panel->redraw);
    //               ^^^^^^^^^^^^^^ sync-wait-deadlock: cancel_work_sync() waits here for panel_redraw(), which takes struct panel.lock, held since mutex_lock()
}

void panel_close(struct panel *panel)
{
    mutex_lock(&panel->lock);
    panel_halt(panel);
    panel->dirty = 0;
    mutex_unlock(&panel->lock);
}
