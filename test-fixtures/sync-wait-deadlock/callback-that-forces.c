// What the callback calls goes on under either value of its flag: that the path with the other value comes first hides nothing.
#include <linux/spinlock.h>
#include <linux/timer.h>

struct peers {
    spinlock_t table;
    int stopped;
    int known;
};

struct peer {
    struct peers *peers;
    struct timer_list reorder;
    int queued;
    int last;
    int kind;
};

static void peers_count(struct peers *peers)
{
    spin_lock_bh(&peers->table);
    //           ~~~~~~~~~~~~~ sync-wait-deadlock: softirq (timer): takes peer->peers->table with spin_lock_bh()
    peers->known++;
    spin_unlock_bh(&peers->table);
}

static int peer_deliver(struct peer *peer, int force)
{
    if (force) {
        if (!peer->queued)
            return 1;
        peer->last = peer->queued;
    }

    while (peer->queued) {
        if (peer->last != peer->queued)
            break;
        peer->queued--;
        if (!peer->kind) {
            if (!peer->peers->stopped)
                peers_count(peer->peers);
        } else if (peer->kind == 1) {
            peer->last++;
        }
    }
    return 0;
}

static void peer_reorder(struct timer_list *t)
{
    struct peer *peer = from_timer(peer, t, reorder);

    peer_deliver(peer, 1);
}

void peer_receive(struct peer *peer)
{
    timer_setup(&peer->reorder, peer_reorder, 0);
    peer_deliver(peer, 0);
}

void peers_free(struct peers *peers, struct peer *peer)
{
    spin_lock_bh(&peers->table);
    timer_delete_sync(&peer->reorder);
    //                ^^^^^^^^^^^^^^ sync-wait-deadlock: timer_delete_sync() waits here for peer_reorder(), which takes struct peers.table, held since spin_lock_bh()
    spin_unlock_bh(&peers->table);
}
