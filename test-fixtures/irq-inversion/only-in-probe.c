// The outer lock is held over the inner one when the device is in use, too.
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct codec {
    spinlock_t lock;
    spinlock_t cmdlock;
    struct work_struct work;
    int irq;
    int commands;
};

static irqreturn_t codec_irq(int irq, void *data)
{
    struct codec *codec = data;

    spin_lock(&codec->lock);
    //        ~~~~~~~~~~~~ irq-inversion: hardirq: takes &codec->lock with spin_lock()
    codec->commands++;
    spin_unlock(&codec->lock);
    return IRQ_HANDLED;
}

static void codec_work(struct work_struct *work)
{
    struct codec *codec = container_of(work, struct codec, work);

    spin_lock(&codec->cmdlock);
    //        ^^^^^^^^^^^^^^^ irq-inversion: struct codec.cmdlock is taken here with hardirqs on; codec_suspend() takes it while holding struct codec.lock, which hardirqs take
    codec->commands = 0;
    spin_unlock(&codec->cmdlock);
}

static int codec_suspend(struct platform_device *pdev, pm_message_t state)
{
    struct codec *codec = platform_get_drvdata(pdev);
    unsigned long flags;

    spin_lock_irqsave(&codec->lock, flags);
    spin_lock(&codec->cmdlock);
    //        ~~~~~~~~~~~~~~~ irq-inversion: process: takes &codec->cmdlock with spin_lock()
    codec->commands = 1;
    spin_unlock(&codec->cmdlock);
    spin_unlock_irqrestore(&codec->lock, flags);
    return 0;
}

static int codec_probe(struct platform_device *pdev)
{
    struct codec *codec = platform_get_drvdata(pdev);

    INIT_WORK(&codec->work, codec_work);
    return request_irq(codec->irq, codec_irq, 0, "codec", codec);
}

static struct platform_driver codec_driver = {
    .probe = codec_probe,
    .suspend = codec_suspend,
};
