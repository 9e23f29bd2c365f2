// Functions that say when they sleep: the mask lets one do so, and the other is told by a flag that only says how much is to be done.
#include <linux/gfp.h>
#include <linux/spinlock.h>

#define might_sleep_if(cond) do { if (cond) might_sleep(); } while (0)
//                                          ~~~~~~~~~~~ sleep-in-atomic: any caller: calls might_sleep(), which may sleep

struct request {
    spinlock_t lock;
    unsigned int flags;
    int length;
};

static int request_copy(struct request *request, gfp_t mask)
{
    might_sleep_if(gfpflags_allow_blocking(mask));
    return request->length;
}

static int request_walk(struct request *request)
{
    might_sleep_if(request->flags & REQUEST_IS_LONG);
    return request->length;
}

int request_start(struct request *request)
{
    int length;

    spin_lock(&request->lock);
    length = request_copy(request, GFP_KERNEL);
    //       ^^^^^^^^^^^^ sleep-in-atomic: might_sleep() may sleep, and is reached from here holding &request->lock
    spin_unlock(&request->lock);
    return length;
}

int request_go_on(struct request *request)
{
    int length;

    spin_lock(&request->lock);
    length = request_walk(request);
    //       ^^^^^^^^^^^^ sleep-in-atomic: might_sleep() may sleep, and is reached from here holding &request->lock
    spin_unlock(&request->lock);
    return length;
}
