// The function itself.
#include <linux/mutex.h>
#include <linux/pins.h>

static DEFINE_MUTEX(pins_mutex);

int pins_select(struct pins *pins)
{
    mutex_lock(&pins_mutex);
//  ~~~~~~~~~~ sleep-in-atomic: any caller: calls mutex_lock(), which may sleep
    mutex_unlock(&pins_mutex);
    return 0;
}
