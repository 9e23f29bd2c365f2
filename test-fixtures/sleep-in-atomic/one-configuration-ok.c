// Whether the lock is there at all is a matter of the configuration, which is the same for both ends; and the checker's own question is none of the function's.
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

struct core {
    spinlock_t lock;
    struct mutex setup;
    int offloaded, count;
};

static bool core_is_offloaded(struct core *core)
{
    RCU_LOCKDEP_WARN(core_checks(core) && !core->count, "unsafe read");
    return core->offloaded;
}

#ifdef CONFIG_CORE_OFFLOAD
#define core_lock_irqsave(core, flags)                     \
do {                                                       \
    if (!core->offloaded)                                  \
        local_irq_save(flags);                             \
    else                                                   \
        spin_lock_irqsave(&core->lock, flags);             \
} while (0)

static void core_unlock_irqrestore(struct core *core, unsigned long flags)
{
    if (core_is_offloaded(core))
        spin_unlock_irqrestore(&core->lock, flags);
    else
        local_irq_restore(flags);
}
#else
#define core_lock_irqsave(core, flags) local_irq_save(flags)

static void core_unlock_irqrestore(struct core *core, unsigned long flags)
{
    local_irq_restore(flags);
}
#endif

void core_resume(struct core *core)
{
    unsigned long flags;

    core_lock_irqsave(core, flags);
    core->count++;
    core_unlock_irqrestore(core, flags);
    mutex_lock(&core->setup);
    core->count = 0;
    mutex_unlock(&core->setup);
}
