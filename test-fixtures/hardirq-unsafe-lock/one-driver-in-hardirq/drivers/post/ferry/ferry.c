#include <linux/interrupt.h>
#include "../core/post.h"

static struct parcel parcel;
static struct tasklet_struct ferry_tasklet;

static void ferry_send(struct tasklet_struct *tasklet)
{
    post_parcel(&parcel);
}

static void ferry_start(void)
{
    tasklet_setup(&ferry_tasklet, ferry_send);
}
