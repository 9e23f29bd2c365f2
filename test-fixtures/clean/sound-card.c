// A sound card: stream callbacks under the stream lock, interrupt, mixer, proc file.
#include <linux/interrupt.h>
#include <sound/control.h>
#include <sound/core.h>
#include <sound/pcm.h>

struct chip {
    spinlock_t reg_lock;
    struct mutex open_mutex;
    struct snd_pcm_substream *playback;
    int irq, volume, running;
};

static irqreturn_t chip_irq(int irq, void *data)
{   // ctx: hardirq
    struct chip *chip = data;

    spin_lock(&chip->reg_lock);
    ack_irq(chip);
    spin_unlock(&chip->reg_lock);
    if (chip->playback)
        snd_pcm_period_elapsed(chip->playback);
    return IRQ_HANDLED;
}

static int chip_trigger(struct snd_pcm_substream *substream, int cmd)
{
    struct chip *chip = snd_pcm_substream_chip(substream);
    int err = 0;

    spin_lock(&chip->reg_lock);
    switch (cmd) {
    case SNDRV_PCM_TRIGGER_START:
        chip->running = 1;
        break;
    case SNDRV_PCM_TRIGGER_STOP:
        chip->running = 0;
        break;
    default:
        err = -EINVAL;
        break;
    }
    spin_unlock(&chip->reg_lock);
    return err;
}

static snd_pcm_uframes_t chip_pointer(struct snd_pcm_substream *substream)
{
    struct chip *chip = snd_pcm_substream_chip(substream);

    guard(spinlock)(&chip->reg_lock);
    return read_position(chip);
}

static int chip_open(struct snd_pcm_substream *substream)
{   // ctx: process
    struct chip *chip = snd_pcm_substream_chip(substream);

    guard(mutex)(&chip->open_mutex);
    scoped_guard(spinlock_irq, &chip->reg_lock)
        chip->playback = substream;
    return 0;
}

static int chip_volume_put(struct snd_kcontrol *kcontrol, struct snd_ctl_elem_value *value)
{
    struct chip *chip = snd_kcontrol_chip(kcontrol);
    unsigned long flags;
    int changed;

    spin_lock_irqsave(&chip->reg_lock, flags);
    changed = chip->volume != value->value.integer.value[0];
    chip->volume = value->value.integer.value[0];
    spin_unlock_irqrestore(&chip->reg_lock, flags);
    return changed;
}

static const struct snd_kcontrol_new chip_volume = {
    .name = "Volume",
    .put = chip_volume_put,
};

static const struct snd_pcm_ops chip_ops = {
    .open = chip_open,
    .trigger = chip_trigger,
    .pointer = chip_pointer,
};

int chip_create(struct chip *chip)
{
    spin_lock_init(&chip->reg_lock);
    return request_irq(chip->irq, chip_irq, IRQF_SHARED, "chip", chip);
}
