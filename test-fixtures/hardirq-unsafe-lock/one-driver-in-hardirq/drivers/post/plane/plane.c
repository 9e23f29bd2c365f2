#include <linux/interrupt.h>
#include "../core/post.h"

static struct parcel parcel;
static struct tasklet_struct plane_tasklet;

static void plane_send(struct tasklet_struct *tasklet)
{
    post_parcel(&parcel);
}

static void plane_start(void)
{
    tasklet_setup(&plane_tasklet, plane_send);
}
