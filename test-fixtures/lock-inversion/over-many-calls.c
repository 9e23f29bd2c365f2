// Six calls lie between the locks of both orders together: a hint, for something on the way may keep them apart.
#include <linux/spinlock.h>

struct radio {
    spinlock_t stats_lock;
    spinlock_t peer_lock;
    int rate, peers;
};

static void count_peer(struct radio *radio)
{
    spin_lock_bh(&radio->peer_lock);
    //           ~~~~~~~~~~~~~~~~~ lock-inversion: any caller: takes radio->peer_lock with spin_lock_bh()
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
    spin_lock_bh(&radio->stats_lock);
    drop_oldest(radio);
    spin_unlock_bh(&radio->stats_lock);
}

static void read_rate(struct radio *radio)
{
    spin_lock_bh(&radio->stats_lock);
    //           ~~~~~~~~~~~~~~~~~~ lock-inversion: any caller: takes radio->stats_lock with spin_lock_bh()
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
    spin_lock_bh(&radio->peer_lock);
    reassemble(radio);
//  ^^^^^^^^^^ lock-inversion: struct radio.stats_lock is taken while struct radio.peer_lock is held, and in pull_stats() the other way round
    spin_unlock_bh(&radio->peer_lock);
}
