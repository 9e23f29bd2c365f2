// Functions that say when they sleep: where the mask lets them, or where the request carries the flag for it.
#include <linux/gfp.h>
#include <linux/spinlock.h>

#define might_sleep_if(cond) do { if (cond) might_sleep(); } while (0)

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
    might_sleep_if(request->flags & REQUEST_MAY_SLEEP);
    return request->length;
}

int request_start(struct request *request)
{
    int length;

    spin_lock(&request->lock);
    length = request_copy(request, GFP_ATOMIC) + request_walk(request);
    spin_unlock(&request->lock);
    return length;
}
