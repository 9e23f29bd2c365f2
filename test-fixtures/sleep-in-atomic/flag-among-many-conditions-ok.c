// Of many conditions on the way the one that callers decide by a flag is kept.
#include <linux/kernel.h>
#include <linux/spinlock.h>

#define ACCESS_DIRECT (1 << 1)

struct engine {
    int gone, hung, ready, emulated;
};

struct chip {
    spinlock_t lock;
    struct engine engine;
    int size;
};

#define WRITE_DIRECT(chip, reg) chip_write(chip, reg, ACCESS_DIRECT)

static void engine_write(struct chip *chip, int reg)
{
    if (chip->engine.gone)
        return;
    if (chip->engine.hung)
        return;
    if (!chip->engine.ready)
        return;
    if (chip->engine.emulated)
        return;
    might_sleep();
    chip->size = reg;
}

static void chip_write(struct chip *chip, int reg, int flags)
{
    if (!(flags & ACCESS_DIRECT))
        engine_write(chip, reg);
}

void chip_poke(struct chip *chip, int reg)
{
    spin_lock(&chip->lock);
    WRITE_DIRECT(chip, reg);
    spin_unlock(&chip->lock);
}
