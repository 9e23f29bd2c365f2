// The callback behind the ops struct sleeps, and it is called under a spinlock.
#include <linux/slab.h>
#include <linux/spinlock.h>

struct offload_ops {
    int (*add_state)(void *priv);
};

struct bond {
    spinlock_t state_lock;
    const struct offload_ops *ops;
    void *priv;
};

static int card_add_state(void *priv)
{
    void *command = kzalloc(64, GFP_KERNEL);
    //              ~~~~~~~ sleep-in-atomic: …

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
    spin_lock_bh(&bond->state_lock);
    bond->ops->add_state(bond->priv);
//  ^^^^^^^^^^^^^^^^^^^^ sleep-in-atomic: …
    spin_unlock_bh(&bond->state_lock);
}
