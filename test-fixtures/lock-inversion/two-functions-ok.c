// One order everywhere.
#include <linux/mutex.h>

static DEFINE_MUTEX(index_mutex);
static DEFINE_MUTEX(store_mutex);
static int indexed, stored;

void index_then_store(void)
{
    mutex_lock(&index_mutex);
    mutex_lock(&store_mutex);
    stored = indexed;
    mutex_unlock(&store_mutex);
    mutex_unlock(&index_mutex);
}

void store_then_index(void)
{
    mutex_lock(&index_mutex);
    mutex_lock(&store_mutex);
    indexed = stored;
    mutex_unlock(&store_mutex);
    mutex_unlock(&index_mutex);
}
