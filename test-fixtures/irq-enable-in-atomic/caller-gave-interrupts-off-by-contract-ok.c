// Handing the caller's lock back for a moment, _irq form for _irq form.
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct engine {
    spinlock_t lock;
    struct work_struct run;
    int jobs;
};

static void engine_job(struct engine *engine)
    __releases(&engine->lock) __acquires(&engine->lock)
{   // ctx: process
    spin_unlock_irq(&engine->lock);
    run_job(engine);
    spin_lock_irq(&engine->lock);
}

static void engine_run(struct work_struct *work)
{   // ctx: process
    struct engine *engine = container_of(work, struct engine, run);

    spin_lock_irq(&engine->lock);
    while (engine->jobs--)
        engine_job(engine);
    spin_unlock_irq(&engine->lock);
}

void engine_init(struct engine *engine)
{
    INIT_WORK(&engine->run, engine_run);
}
