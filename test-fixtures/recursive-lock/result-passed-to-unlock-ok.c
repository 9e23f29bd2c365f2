// Whether the lock was taken is told to the function that releases it.
#include <linux/preempt.h>
#include <linux/spinlock.h>

struct ring {
    raw_spinlock_t reader_lock;
    int head;
};

static bool reader_lock(struct ring *ring)
{
    if (!in_nmi()) {
        raw_spin_lock(&ring->reader_lock);
        return true;
    }
    return raw_spin_trylock(&ring->reader_lock);
}

static void reader_unlock(struct ring *ring, bool locked)
{
    if (locked)
        raw_spin_unlock(&ring->reader_lock);
}

static int ring_peek(struct ring *ring)
{
    bool locked = reader_lock(ring);
    int head = ring->head;

    reader_unlock(ring, locked);
    return head;
}

int ring_consume(struct ring *ring)
{
    int head = ring_peek(ring);

    return head + ring_peek(ring);
}
