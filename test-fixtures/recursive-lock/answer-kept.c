// It is released only where it was not taken.
#include <linux/mutex.h>

struct console {
    struct mutex lock;
    int enabled, extended;
};

static void console_settle(struct console *console)
{
    mutex_lock(&console->lock);
    //         ~~~~~~~~~~~~~~ recursive-lock: process: takes console->lock again with mutex_lock()
    console->enabled++;
    mutex_unlock(&console->lock);
}

void console_enable(struct console *console, int wanted)
{
    bool lock = wanted && console->extended;

    if (lock)
        mutex_lock(&console->lock);
    console->extended = 0;
    if (!lock)
        mutex_unlock(&console->lock);
    console_settle(console);
//  ^^^^^^^^^^^^^^ recursive-lock: console->lock is taken by console_settle() while it is held already, since mutex_lock()
}
