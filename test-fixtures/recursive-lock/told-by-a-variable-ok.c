// Whether the lock is still wanted is worked out before, from what the caller says.
#include <linux/mutex.h>

struct filter {
    int flags;
};

static DEFINE_MUTEX(filters_mutex);

void filter_free(struct filter *filter);

static void filter_destroy(struct filter *filter, bool held)
{
    bool wanted = !held && !(filter->flags & 4);

    if (wanted)
        mutex_lock(&filters_mutex);
    filter_free(filter);
    if (wanted)
        mutex_unlock(&filters_mutex);
}

void filter_replace(struct filter *old)
{
    mutex_lock(&filters_mutex);
    filter_destroy(old, true);
    mutex_unlock(&filters_mutex);
}

void filter_remove(struct filter *old)
{
    filter_destroy(old, false);
}
