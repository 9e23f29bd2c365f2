#include <linux/workqueue.h>

static void tick(void)
{   // ctx: process
}

static void right_work(struct work_struct *work)
{   // ctx: process
    tick();
}

static DECLARE_WORK(right_worker, right_work);
