// What is taken again under another lock is taken twice: of an order between the two nothing is said.
#include <linux/mutex.h>

static DEFINE_MUTEX(event_mutex);
static DEFINE_MUTEX(trace_mutex);
static int events, traces;

static void events_register(void)
{
    mutex_lock(&event_mutex);
    //         ~~~~~~~~~~~~ recursive-lock: process: takes &event_mutex again with mutex_lock()
    events++;
    mutex_unlock(&event_mutex);
}

int trace_create(void)
{
    mutex_lock(&event_mutex);
    mutex_lock(&trace_mutex);
    traces++;
    events_register();
//  ^^^^^^^^^^^^^^^ recursive-lock: &event_mutex is taken by events_register() while it is held already, since mutex_lock()
    mutex_unlock(&trace_mutex);
    mutex_unlock(&event_mutex);
    return 0;
}

void trace_destroy(void)
{
    mutex_lock(&event_mutex);
    mutex_lock(&trace_mutex);
    traces--;
    mutex_unlock(&trace_mutex);
    mutex_unlock(&event_mutex);
}
