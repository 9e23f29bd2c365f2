// To stop the timer without waiting for its callback is enough.
#include <linux/hrtimer.h>
#include <linux/spinlock.h>

struct snd_pcm_group {
    spinlock_t lock;
};

struct snd_pcm_substream {
    struct snd_pcm_group self_group;
};

struct tone {
    struct hrtimer timer;
    struct snd_pcm_substream *substream;
    int position;
};

static struct tone tone;

static enum hrtimer_restart tone_tick(struct hrtimer *timer)
{   // ctx: hardirq
    unsigned long flags;

    snd_pcm_stream_lock_irqsave(tone.substream, flags);
    tone.position++;
    snd_pcm_stream_unlock_irqrestore(tone.substream, flags);
    return HRTIMER_RESTART;
}

static int tone_trigger(struct snd_pcm_substream *substream, int command)
{
    hrtimer_try_to_cancel(&tone.timer);
    return 0;
}

const struct snd_pcm_ops tone_ops = {
    .trigger = tone_trigger,
};

void tone_setup(void)
{
    hrtimer_setup(&tone.timer, tone_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
}
