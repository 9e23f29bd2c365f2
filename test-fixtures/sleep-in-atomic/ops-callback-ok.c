// A mutex instead of the spinlock.
#include <linux/mutex.h>
#include <linux/slab.h>

struct offload_ops {
    int (*add_state)(void *priv);
};

struct bond {
    struct mutex state_lock;
    const struct offload_ops *ops;
    void *priv;
};

static int card_add_state(void *priv)
{
    void *command = kzalloc(64, GFP_KERNEL);

    if (!command)
        return -ENOMEM;
    return send_command(priv, command);
}

static const struct offload_ops card_offload = {
    .add_state = card_add_state,
};

void bond_attach(struct bond *bond)
{
    bond->ops = &card_offload;
}

void bond_add_all(struct bond *bond)
{
    mutex_lock(&bond->state_lock);
    bond->ops->add_state(bond->priv);
    mutex_unlock(&bond->state_lock);
}
