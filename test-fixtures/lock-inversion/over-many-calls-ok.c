// The same ways, but whoever receives keeps a mutex that whoever pulls holds as well: the two never meet.
#include <linux/spinlock.h>

struct radio {
    struct mutex mutex;
    spinlock_t stats_lock;
    spinlock_t peer_lock;
    int rate, peers;
};

static void count_peer(struct radio *radio)
{
    spin_lock_bh(&radio->peer_lock);
    radio->peers++;
    spin_unlock_bh(&radio->peer_lock);
}

static void count_peers(struct radio *radio)
{
    count_peer(radio);
}

static void drop_oldest(struct radio *radio)
{
    count_peers(radio);
}

void pull_stats(struct radio *radio)
{
    mutex_lock(&radio->mutex);
    spin_lock_bh(&radio->stats_lock);
    drop_oldest(radio);
    spin_unlock_bh(&radio->stats_lock);
    mutex_unlock(&radio->mutex);
}

static void read_rate(struct radio *radio)
{
    spin_lock_bh(&radio->stats_lock);
    radio->rate++;
    spin_unlock_bh(&radio->stats_lock);
}

static void verify(struct radio *radio)
{
    read_rate(radio);
}

static void reassemble(struct radio *radio)
{
    verify(radio);
}

void receive_fragment(struct radio *radio)
{
    mutex_lock(&radio->mutex);
    spin_lock_bh(&radio->peer_lock);
    reassemble(radio);
    spin_unlock_bh(&radio->peer_lock);
    mutex_unlock(&radio->mutex);
}
