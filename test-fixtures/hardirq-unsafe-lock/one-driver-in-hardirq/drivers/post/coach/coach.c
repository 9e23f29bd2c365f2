#include <linux/interrupt.h>
#include "../core/post.h"

static struct parcel parcel;
static struct tasklet_struct coach_tasklet;

static void coach_send(struct tasklet_struct *tasklet)
{
    post_parcel(&parcel);
}

static void coach_start(void)
{
    tasklet_setup(&coach_tasklet, coach_send);
}
