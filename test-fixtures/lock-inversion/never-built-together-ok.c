// The two orders are in functions of which no kernel has both.
#include <linux/mutex.h>

static DEFINE_MUTEX(wear_mutex);
static DEFINE_MUTEX(map_mutex);
static int erased, mapped;

#ifdef CONFIG_FAST_MAP
void map_refill(void)
{
    mutex_lock(&wear_mutex);
    mutex_lock(&map_mutex);
    mapped = erased;
    mutex_unlock(&map_mutex);
    mutex_unlock(&wear_mutex);
}
#else
void wear_level(void)
{
    mutex_lock(&map_mutex);
    mutex_lock(&wear_mutex);
    erased = mapped;
    mutex_unlock(&wear_mutex);
    mutex_unlock(&map_mutex);
}
#endif
