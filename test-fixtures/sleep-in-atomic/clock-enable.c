// The clock core calls .enable under a spinlock, whatever the clock: what sleeps belongs into .prepare.
#include <linux/clk-provider.h>
#include <linux/mutex.h>

struct synth {
    struct clk_hw hw;
    struct mutex lock;
    int on;
};

static int synth_prepare(struct clk_hw *hw)
{
    struct synth *synth = container_of(hw, struct synth, hw);

    mutex_lock(&synth->lock);
    synth->on++;
    mutex_unlock(&synth->lock);
    return 0;
}

static int synth_enable(struct clk_hw *hw)
{
    struct synth *synth = container_of(hw, struct synth, hw);

    mutex_lock(&synth->lock);
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached in process context from synth_enable() (struct clk_ops.enable)
    synth->on++;
    mutex_unlock(&synth->lock);
    return 0;
}

static const struct clk_ops synth_ops = {
    .prepare = synth_prepare,
    .enable = synth_enable,
};
