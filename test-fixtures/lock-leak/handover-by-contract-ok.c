// Returned held by contract: always, on success only, or as an iterator does.
#include <linux/seq_file.h>
#include <linux/spinlock.h>

struct peer {
    spinlock_t lock;
    int alive;
};

static DEFINE_SPINLOCK(peers_lock);
static struct peer *peers[8];

struct peer *peer_get_locked(int id)
{
    struct peer *peer = peers[id];

    if (!peer)
        return NULL;
    spin_lock_bh(&peer->lock);
    if (!peer->alive) {
        spin_unlock_bh(&peer->lock);
        return NULL;
    }
    return peer;
}

void peer_put_locked(struct peer *peer)
{
    spin_unlock_bh(&peer->lock);
}

int peer_ping(int id)
{
    struct peer *peer = peer_get_locked(id);

    if (!peer)
        return -ENOENT;
    peer->alive = 1;
    peer_put_locked(peer);
    return 0;
}

static void *peers_start(struct seq_file *seq, loff_t *pos)
{
    spin_lock(&peers_lock);
    return *pos < 8 ? &peers[*pos] : NULL;
}

static void *peers_next(struct seq_file *seq, void *v, loff_t *pos)
{
    return ++*pos < 8 ? &peers[*pos] : NULL;
}

static void peers_stop(struct seq_file *seq, void *v)
{
    spin_unlock(&peers_lock);
}

static const struct seq_operations peers_seq_ops = {
    .start = peers_start,
    .next = peers_next,
    .stop = peers_stop,
};
