// Macros that stand for one another are no calls: what polls here sleeps, as plainly as if it said so itself.

#define might_wait_if(condition) do { if (condition) might_sleep(); } while (0)
#define poll_until(op, value, condition, sleep_us, address) do { \
    might_wait_if((sleep_us) != 0); \
    for (;;) { \
        (value) = op(address); \
        if (condition) \
            break; \
        if (sleep_us) \
            usleep_range(sleep_us, (sleep_us) * 2); } } while (0)
//          ~~~~~~~~~~~~ sleep-in-atomic: any caller: calls usleep_range(), which may sleep
#define poll_register(op, address, value, condition, sleep_us) \
    poll_until(op, value, condition, sleep_us, address)
#define poll_word(address, value, condition, sleep_us) \
    poll_register(readl, address, value, condition, sleep_us)

struct core {
    spinlock_t lock;
    void *regs;
};

static int wait_ready(struct core *core)
{
    unsigned int status;

    poll_word(core->regs, status, status & 1, 10);
    return status;
}

static int spin_ready(struct core *core)
{
    unsigned int status;

    poll_word(core->regs, status, status & 1, 0);
    return status;
}

static void reset(struct core *core)
{
    wait_ready(core);
}

static void reset_spinning(struct core *core)
{
    spin_ready(core);
}

static void start(struct core *core)
{
    spin_lock(&core->lock);
    reset(core);
//  ^^^^^ sleep-in-atomic: usleep_range() may sleep, and is reached from here holding &core->lock
    spin_unlock(&core->lock);
}

static void start_spinning(struct core *core)
{
    spin_lock(&core->lock);
    reset_spinning(core);
    spin_unlock(&core->lock);
}
