// Two works of one device: each wants the other out of the way before it goes on.
#include <linux/workqueue.h>

struct radio {
    struct work_struct save;
    struct delayed_work poll;
    int state;
};

static void radio_save(struct work_struct *work)
{
    struct radio *radio = container_of(work, struct radio, save);

    cancel_delayed_work_sync(&radio->poll);
    //                       ^^^^^^^^^^^^ sync-wait-deadlock: cancel_delayed_work_sync() waits here for radio_poll(), which waits for radio_save()
    radio->state = 0;
}

static void radio_wake(struct radio *radio)
{
    cancel_work_sync(&radio->save);
    //               ~~~~~~~~~~~~ sync-wait-deadlock: process: waits for radio_save() with cancel_work_sync()
    radio->state = 1;
}

static void radio_poll(struct work_struct *work)
{
    struct radio *radio = container_of(work, struct radio, poll.work);

    radio_wake(radio);
    schedule_delayed_work(&radio->poll, 10);
}

void radio_init(struct radio *radio)
{
    INIT_WORK(&radio->save, radio_save);
    INIT_DELAYED_WORK(&radio->poll, radio_poll);
}
