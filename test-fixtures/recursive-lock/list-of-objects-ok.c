// Another element of the list is another lock; the loop never holds two of the same.
#include <linux/list.h>
#include <linux/spinlock.h>

struct chan {
    struct list_head link;
    spinlock_t lock;
    int state;
};

struct engine {
    struct list_head chans;
};

static struct chan *engine_next(struct engine *engine)
{
    struct chan *chan;

    list_for_each_entry(chan, &engine->chans, link)
        if (!chan->state)
            return chan;
    return NULL;
}

void chan_free(struct engine *engine, struct chan *chan)
{
    unsigned long flags;
    struct chan *next;

    spin_lock_irqsave(&chan->lock, flags);
    next = engine_next(engine);
    if (next && next != chan) {
        spin_lock_nested(&next->lock, 1);
        next->state = 1;
        spin_unlock(&next->lock);
    }
    spin_unlock_irqrestore(&chan->lock, flags);
}

void engine_stop(struct engine *engine)
{
    struct chan *chan;

    list_for_each_entry(chan, &engine->chans, link) {
        spin_lock(&chan->lock);
        chan->state = 0;
        spin_unlock(&chan->lock);
    }
}
