// A PCM trigger runs under the stream lock with interrupts off.
#include <linux/interrupt.h>
#include <sound/pcm.h>

struct card {
    spinlock_t lock;
    int irq;
    int running;
};

static irqreturn_t card_irq(int irq, void *data)
{   // ctx: hardirq
    struct card *card = data;

    spin_lock(&card->lock);
    card->running++;
    spin_unlock(&card->lock);
    return IRQ_HANDLED;
}

static int card_trigger(struct snd_pcm_substream *substream, int cmd)
{
    struct card *card = snd_pcm_substream_chip(substream);

    guard(spinlock)(&card->lock);
    switch (cmd) {
    case SNDRV_PCM_TRIGGER_START:
        card->running = 1;
        return 0;
    case SNDRV_PCM_TRIGGER_STOP:
        card->running = 0;
        return 0;
    default:
        return -EINVAL;
    }
}

static int card_prepare(struct snd_pcm_substream *substream)
{   // ctx: process
    struct card *card = snd_pcm_substream_chip(substream);

    guard(spinlock_irq)(&card->lock);
    card->running = 0;
    return 0;
}

static const struct snd_pcm_ops card_ops = {
    .prepare = card_prepare,
    .trigger = card_trigger,
};

int card_start(struct card *card)
{
    return request_irq(card->irq, card_irq, IRQF_SHARED, "card", card);
}
