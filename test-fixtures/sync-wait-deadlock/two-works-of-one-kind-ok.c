// Two queues of one kind stand in a device: the one that is stopped is not the one whose work takes the mutex.
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct ticker {
    struct delayed_work work;
    int ticks;
};

struct lane {
    struct ticker ticker;
    int number;
};

struct road {
    struct mutex lock;
    struct lane poll;
    struct lane report;
    int reports;
};

static void road_poll(struct work_struct *work)
{
    struct road *road = container_of(work, struct road, poll.ticker.work.work);

    road->poll.ticker.ticks++;
}

static void road_report(struct work_struct *work)
{
    struct road *road = container_of(work, struct road, report.ticker.work.work);

    mutex_lock(&road->lock);
    road->reports++;
    mutex_unlock(&road->lock);
}

void road_open(struct road *road)
{
    mutex_init(&road->lock);
    INIT_DELAYED_WORK(&road->poll.ticker.work, road_poll);
    INIT_DELAYED_WORK(&road->report.ticker.work, road_report);
}

void road_close(struct road *road)
{
    mutex_lock(&road->lock);
    cancel_delayed_work_sync(&road->poll.ticker.work);
    mutex_unlock(&road->lock);
}
