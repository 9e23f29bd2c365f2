// The trigger of a PCM stream runs under the stream's spinlock: this driver does not ask for a mutex instead.
#include <linux/delay.h>
#include <sound/pcm.h>

static int card_trigger(struct snd_pcm_substream *substream, int command)
{
    msleep(1);
//  ^^^^^^ sleep-in-atomic: msleep() may sleep, and is reached in process context from card_trigger() (struct snd_pcm_ops.trigger)
    return command;
}

static const struct snd_pcm_ops card_ops = {
    .trigger = card_trigger,
};

void card_create(struct snd_pcm *pcm)
{
    snd_pcm_set_ops(pcm, SNDRV_PCM_STREAM_PLAYBACK, &card_ops);
}
