// Taken and released under the same condition.
#include <linux/spinlock.h>

struct conn {
    spinlock_t lock;
    int state;
};

static void lock_if(struct conn *conn, bool shared)
{
    if (shared)
        spin_lock(&conn->lock);
}

static void unlock_if(struct conn *conn, bool shared)
{
    if (shared)
        spin_unlock(&conn->lock);
}

void conn_set(struct conn *conn, int state, bool shared)
{
    lock_if(conn, shared);
    conn->state = state;
    unlock_if(conn, shared);
}

int conn_try(struct conn *conn)
{
    bool locked = spin_trylock(&conn->lock);
    int state = conn->state;

    if (locked)
        spin_unlock(&conn->lock);
    return state;
}

void conn_maybe(struct conn *conn)
{
    if (conn)
        spin_lock_bh(&conn->lock);
    do_something();
    if (conn)
        spin_unlock_bh(&conn->lock);
}

int conn_retry(struct conn *conn)
{
    int tries = 0;

again:
    spin_lock(&conn->lock);
    if (conn->state == 1 && tries++ < 3) {
        spin_unlock(&conn->lock);
        cpu_relax();
        goto again;
    }
    conn->state = 2;
    spin_unlock(&conn->lock);
    return tries;
}
