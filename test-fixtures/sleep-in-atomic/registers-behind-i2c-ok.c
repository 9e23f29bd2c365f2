// Registers that are mapped into memory can be written while a lock that spins is held.
#include <linux/io.h>
#include <linux/regmap.h>
#include <linux/spinlock.h>

struct lamp {
    spinlock_t lock;
    struct device *dev;
    struct regmap *map;
    int level;
};

static const struct regmap_config lamp_config = { .reg_bits = 8, .val_bits = 8 };

int lamp_dim(struct lamp *lamp, int level)
{
    int ret;

    spin_lock(&lamp->lock);
    ret = regmap_write(lamp->map, 1, level);
    lamp->level = level;
    spin_unlock(&lamp->lock);
    return ret;
}

int lamp_probe(struct lamp *lamp, void __iomem *base)
{
    spin_lock_init(&lamp->lock);
    lamp->map = devm_regmap_init_mmio(lamp->dev, base, &lamp_config);
    return PTR_ERR_OR_ZERO(lamp->map);
}
