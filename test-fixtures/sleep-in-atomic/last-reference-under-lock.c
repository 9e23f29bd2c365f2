// Freed only where the last reference is dropped: whoever calls may hold another, so this is a hint.
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>

struct session {
    refcount_t users;
    struct mutex setup;
    int id;
};

struct sessions {
    spinlock_t lock;
    struct session *current_one;
};

static void session_free(struct session *session)
{
    mutex_lock(&session->setup);
//  ~~~~~~~~~~ sleep-in-atomic: any caller: calls mutex_lock(), which may sleep
    session->id = 0;
    mutex_unlock(&session->setup);
    kfree(session);
}

static void session_drop(struct session *session)
{
    if (refcount_dec_and_test(&session->users))
        session_free(session);
}

void sessions_replace(struct sessions *sessions, struct session *next)
{
    spin_lock(&sessions->lock);
    session_drop(sessions->current_one);
//  ^^^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached from here holding &sessions->lock
    sessions->current_one = next;
    spin_unlock(&sessions->lock);
}
