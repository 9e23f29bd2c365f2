// Two works of one device: one waits for the other, which only asks.
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
    radio->state = 0;
}

static void radio_wake(struct radio *radio)
{
    cancel_work(&radio->save);
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
