// Nothing changes between the two questions.
#include <linux/mutex.h>

struct session {
    struct mutex lock;
    int state;
};

bool called_by_owner(void);

int session_abort(struct session *session)
{
    if (!called_by_owner())
        mutex_lock(&session->lock);
    if (!session->state) {
        if (!called_by_owner())
            mutex_unlock(&session->lock);
        return -ENOENT;
    }
    session->state = 0;
    if (!called_by_owner())
        mutex_unlock(&session->lock);
    return -EINTR;
}
