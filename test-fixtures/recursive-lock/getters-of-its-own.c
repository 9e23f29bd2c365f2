// A driver's own getter finds what an accessor of the kernel's finds as well.

struct pump {
    struct mutex lock;
    struct delayed_work poll;
    int speed;
};

static inline struct pump *pump_of(struct device *dev)
{
    return platform_get_drvdata(to_platform_device(dev));
}

static void pump_set_speed(struct device *dev, int speed)
{
    struct pump *pump = pump_of(dev);

    mutex_lock(&pump->lock);
    //         ~~~~~~~~~~~ recursive-lock: process: takes &pump->lock again with mutex_lock()
    pump->speed = speed;
    mutex_unlock(&pump->lock);
}

static void pump_shutdown(struct platform_device *pdev)
{
    struct pump *pump = platform_get_drvdata(pdev);

    mutex_lock(&pump->lock);
    pump_set_speed(&pdev->dev, 0);
//  ^^^^^^^^^^^^^^ recursive-lock: &pump->lock is taken by pump_set_speed() while it is held already, since mutex_lock()
    mutex_unlock(&pump->lock);
}

static struct pump *polled_pump(struct work_struct *work)
{
    return container_of(to_delayed_work(work), struct pump, poll);
}

static void pump_poll(struct work_struct *work)
{
    struct pump *pump = polled_pump(work);

    mutex_lock(&pump->lock);
    //         ~~~~~~~~~~~ recursive-lock: process: takes &pump->lock again with mutex_lock()
    pump->speed++;
    mutex_unlock(&pump->lock);
}

void pump_poll_now(struct pump *pump)
{
    mutex_lock(&pump->lock);
    pump_poll(&pump->poll.work);
//  ^^^^^^^^^ recursive-lock: &pump->lock is taken by pump_poll() while it is held already, since mutex_lock()
    mutex_unlock(&pump->lock);
}

struct platform_driver pump_driver = {
    .shutdown = pump_shutdown,
};
