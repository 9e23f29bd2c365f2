// Guards take part in orders like anything else.
#include <linux/cleanup.h>
#include <linux/mutex.h>

struct core {
    struct mutex config_mutex;
    struct mutex add_mutex;
    int boards;
};

void core_register(struct core *core)
{
    guard(mutex)(&core->config_mutex);
    scoped_guard(mutex, &core->add_mutex) {
    //                  ~~~~~~~~~~~~~~~~ lock-inversion: …
        core->boards++;
    }
}

void core_unregister(struct core *core)
{
    guard(mutex)(&core->add_mutex);
    core->boards--;
    guard(mutex)(&core->config_mutex);
    //           ^^^^^^^^^^^^^^^^^^^ lock-inversion: …
    core->boards--;
}
