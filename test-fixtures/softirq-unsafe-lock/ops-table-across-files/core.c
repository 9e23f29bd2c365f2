#include <linux/kthread.h>
#include "codec.h"

static int codec_thread(void *data)
{   // ctx: process
    struct codec *codec = data;

    while (!kthread_should_stop())
        codec->ops->decode(codec, next_event());
    return 0;
}

void codec_start(struct codec *codec)
{
    spin_lock_init(&codec->lock);
    codec->ops = &pulse_ops;
    timer_setup(&codec->idle, pulse_idle, 0);
    kthread_run(codec_thread, codec, "codec");
}
