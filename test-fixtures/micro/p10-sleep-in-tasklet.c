// A tasklet must not sleep.
#include <linux/interrupt.h>
#include <linux/slab.h>

struct ring {
    struct tasklet_struct refill;
    void *buffer;
};

static void ring_refill(struct tasklet_struct *t)
{   // ctx: softirq
    struct ring *ring = from_tasklet(ring, t, refill);

    ring->buffer = kzalloc(2048, GFP_KERNEL);
    //             ^^^^^^^ sleep-in-atomic: kzalloc() may sleep, and is reached in softirq context from ring_refill() (tasklet_setup)
}

void ring_init(struct ring *ring)
{
    tasklet_setup(&ring->refill, ring_refill);
}
