// A client that must not sleep is locked by a spinlock, another by a mutex: of those that must not, the lock is kept.
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
        //           ~~~~~~~~~~~~~~~~~ recursive-lock: process: takes client->spinlock again with spin_lock_bh()
    else
        mutex_lock(&client->mutex);
}

static void client_unlock(struct client *client)
{
    if (client->no_sleep)
        client->buffers--;
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
//  ^^^^^^^^^^^ recursive-lock: client->spinlock is taken by client_lock() while it is held already, since spin_lock_bh()
    client->buffers = 0;
    client_unlock(client);
}
