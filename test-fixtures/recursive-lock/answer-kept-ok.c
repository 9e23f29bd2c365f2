// Whether to lock is decided once: what it was decided from becomes something else meanwhile.
#include <linux/mutex.h>

struct console {
    struct mutex lock;
    int enabled, extended;
};

static void console_settle(struct console *console)
{
    mutex_lock(&console->lock);
    console->enabled++;
    mutex_unlock(&console->lock);
}

void console_enable(struct console *console, int wanted)
{
    bool lock = wanted && console->extended;

    if (lock)
        mutex_lock(&console->lock);
    console->extended = 0;
    if (lock)
        mutex_unlock(&console->lock);
    console_settle(console);
}
