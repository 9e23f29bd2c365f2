// The stream is locked while it is started and stopped, and the timer's callback takes that lock.
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
    //                          ~~~~~~~~~~~~~~ sync-wait-deadlock: hardirq: takes tone.substream with snd_pcm_stream_lock_irqsave()
    tone.position++;
    snd_pcm_stream_unlock_irqrestore(tone.substream, flags);
    return HRTIMER_RESTART;
}

static int tone_trigger(struct snd_pcm_substream *substream, int command)
{
    hrtimer_cancel(&tone.timer);
    //             ^^^^^^^^^^^ sync-wait-deadlock: hrtimer_cancel() waits here for tone_tick(), which takes struct snd_pcm_group.lock, held by whoever calls struct snd_pcm_ops.trigger
    return 0;
}

const struct snd_pcm_ops tone_ops = {
    .trigger = tone_trigger,
};

void tone_setup(void)
{
    hrtimer_setup(&tone.timer, tone_tick, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
}
