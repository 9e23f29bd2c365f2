// A before B here, B before A there.
#include <linux/mutex.h>

static DEFINE_MUTEX(index_mutex);
static DEFINE_MUTEX(store_mutex);
static int indexed, stored;

void index_then_store(void)
{
    mutex_lock(&index_mutex);
    mutex_lock(&store_mutex);
    //         ^^^^^^^^^^^^ lock-inversion: …
    stored = indexed;
    mutex_unlock(&store_mutex);
    mutex_unlock(&index_mutex);
}

void store_then_index(void)
{
    mutex_lock(&store_mutex);
    mutex_lock(&index_mutex);
    //         ~~~~~~~~~~~~ lock-inversion: …
    indexed = stored;
    mutex_unlock(&index_mutex);
    mutex_unlock(&store_mutex);
}
