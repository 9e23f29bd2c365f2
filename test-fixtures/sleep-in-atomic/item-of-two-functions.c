// Both are put on a BH workqueue.
#include <linux/mutex.h>
#include <linux/workqueue.h>

struct request {
    struct work_struct work;
    struct mutex lock;
    int count;
};

static void request_read(struct work_struct *work)
{
    struct request *request = container_of(work, struct request, work);

    mutex_lock(&request->lock);
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached in softirq context from request_read() (INIT_WORK, queue_work on a BH workqueue)
    request->count++;
    mutex_unlock(&request->lock);
}

static void request_convert(struct work_struct *work)
{
    struct request *request = container_of(work, struct request, work);

    request->count--;
}

void request_queue_read(struct request *request)
{
    INIT_WORK(&request->work, request_read);
    queue_work(system_bh_wq, &request->work);
}

void request_queue_convert(struct request *request)
{
    INIT_WORK(&request->work, request_convert);
    queue_work(system_bh_wq, &request->work);
}
