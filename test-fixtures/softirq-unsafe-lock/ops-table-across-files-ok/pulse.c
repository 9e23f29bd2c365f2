#include "codec.h"

void pulse_idle(struct timer_list *t)
{   // ctx: softirq
    struct codec *codec = from_timer(codec, t, idle);

    spin_lock(&codec->lock);
    codec->state = 0;
    spin_unlock(&codec->lock);
}

static int pulse_decode(struct codec *codec, int event)
{   // ctx: process
    spin_lock_bh(&codec->lock);
    codec->state = event;
    spin_unlock_bh(&codec->lock);
    return 0;
}

const struct codec_ops pulse_ops = {
    .decode = pulse_decode,
};
