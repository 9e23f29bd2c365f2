// Without the watchdog both halves of the pair are empty: they are never mixed.
#include <linux/spinlock.h>

#ifdef CONFIG_CLOCK_WATCHDOG
static DEFINE_SPINLOCK(watchdog_lock);

static inline void watchdog_enter(unsigned long *flags)
{
    spin_lock_irqsave(&watchdog_lock, *flags);
}

static inline void watchdog_leave(unsigned long *flags)
{
    spin_unlock_irqrestore(&watchdog_lock, *flags);
}

static void watchdog_choose(void)
{
    unsigned long flags;

    spin_lock_irqsave(&watchdog_lock, flags);
    spin_unlock_irqrestore(&watchdog_lock, flags);
}
#else
static inline void watchdog_enter(unsigned long *flags) { }
static inline void watchdog_leave(unsigned long *flags) { }
static void watchdog_choose(void) { }
#endif

void clock_register(void)
{
    unsigned long flags;

    watchdog_enter(&flags);
    watchdog_leave(&flags);
    watchdog_choose();
}
