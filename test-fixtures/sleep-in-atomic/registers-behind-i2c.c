// Registers that are reached over a bus cannot be written while a lock that spins is held.
#include <linux/i2c.h>
#include <linux/regmap.h>
#include <linux/spinlock.h>

struct lamp {
    spinlock_t lock;
    struct regmap *map;
    int level;
};

static const struct regmap_config lamp_config = { .reg_bits = 8, .val_bits = 8 };

int lamp_dim(struct lamp *lamp, int level)
{
    int ret;

    spin_lock(&lamp->lock);
    ret = regmap_write(lamp->map, 1, level);
    //    ^^^^^^^^^^^^ sleep-in-atomic: regmap_write() may sleep holding &lamp->lock
    lamp->level = level;
    spin_unlock(&lamp->lock);
    return ret;
}

int lamp_probe(struct lamp *lamp, struct i2c_client *client)
{
    spin_lock_init(&lamp->lock);
    lamp->map = devm_regmap_init_i2c(client, &lamp_config);
    return PTR_ERR_OR_ZERO(lamp->map);
}
