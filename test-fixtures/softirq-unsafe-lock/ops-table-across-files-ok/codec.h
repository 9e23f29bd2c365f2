/* The same ops struct, with softirqs masked in the decoder. */
#ifndef CODEC_H
#define CODEC_H

#include <linux/spinlock.h>
#include <linux/timer.h>

struct codec {
    spinlock_t lock;
    struct timer_list idle;
    const struct codec_ops *ops;
    int state;
};

struct codec_ops {
    int (*decode)(struct codec *codec, int event);
};

extern const struct codec_ops pulse_ops;
void pulse_idle(struct timer_list *t);

#endif
