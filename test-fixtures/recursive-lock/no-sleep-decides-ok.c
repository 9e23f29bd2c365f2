// A client that must not sleep is locked by a spinlock, another by a mutex: whichever it was is released.
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct client {
    spinlock_t spinlock;
    struct mutex mutex;
    bool no_sleep;
    int buffers;
};

static void client_lock(struct client *client)
{
    if (client->no_sleep)
        spin_lock_bh(&client->spinlock);
    else
        mutex_lock(&client->mutex);
}

static void client_unlock(struct client *client)
{
    if (client->no_sleep)
        spin_unlock_bh(&client->spinlock);
    else
        mutex_unlock(&client->mutex);
}

static void client_write(struct client *client)
{
    client_lock(client);
    client->buffers++;
    client_unlock(client);
}

void client_drop(struct client *client)
{
    client_write(client);
    client_lock(client);
    client->buffers = 0;
    client_unlock(client);
}
