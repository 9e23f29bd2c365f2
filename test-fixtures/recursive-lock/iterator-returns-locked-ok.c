// A search that gives NULL where it holds no lock gives an object where it holds one: whoever sees NULL may search again.
#include <linux/spinlock.h>

struct bucket {
    spinlock_t lock;
    struct session *first;
};

struct session {
    struct session *next;
    int id;
};

struct sessions {
    struct bucket *buckets;
    int count;
    int at;
};

int session_matches(struct sessions *sessions, struct session *session);

static void *sessions_first(struct sessions *sessions)
{
    for (; sessions->at < sessions->count; sessions->at++) {
        struct bucket *bucket = &sessions->buckets[sessions->at];
        struct session *session;

        spin_lock(&bucket->lock);
        for (session = bucket->first; session; session = session->next)
            if (session_matches(sessions, session))
                return session;
        spin_unlock(&bucket->lock);
    }
    return NULL;
}

static void *sessions_next(struct sessions *sessions, void *from)
{
    struct session *session = from;
    struct bucket *bucket;

    for (session = session->next; session; session = session->next)
        if (session_matches(sessions, session))
            return session;
    bucket = &sessions->buckets[sessions->at];
    spin_unlock(&bucket->lock);
    sessions->at++;
    return sessions_first(sessions);
}

void *sessions_seek(struct sessions *sessions, int offset)
{
    void *found = sessions_first(sessions);

    while (offset-- && found)
        found = sessions_next(sessions, found);
    if (found)
        return found;
    sessions->at = 0;
    return sessions_first(sessions);
}
