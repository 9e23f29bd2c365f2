// A work item is given one function where it is put on a BH workqueue, and another one where it is put on a queue that sleeps.
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
    queue_work(system_wq, &request->work);
}

void request_queue_convert(struct request *request)
{
    INIT_WORK(&request->work, request_convert);
    queue_work(system_bh_wq, &request->work);
}
