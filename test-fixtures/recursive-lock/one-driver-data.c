// What a device keeps for its driver is the same, whether it is asked itself, the bus's device around it, or what is found from it and back.

struct alarm {
    spinlock_t lock;
    unsigned int enabled;
};

struct rtc_data {
    struct alarm *alarm;
};

static void alarm_enable(struct device *dev, unsigned int enabled)
{
    struct rtc_data *data = dev_get_drvdata(dev);
    unsigned long flags;

    spin_lock_irqsave(&data->alarm->lock, flags);
    //                ~~~~~~~~~~~~~~~~~~ recursive-lock: any caller: takes &data->alarm->lock again with spin_lock_irqsave()
    data->alarm->enabled = enabled;
    spin_unlock_irqrestore(&data->alarm->lock, flags);
}

static irqreturn_t alarm_interrupt(int irq, void *dev_id)
{
    struct platform_device *pdev = dev_id;
    struct rtc_data *data = platform_get_drvdata(pdev);

    spin_lock(&data->alarm->lock);
    alarm_enable(&pdev->dev, 0);
//  ^^^^^^^^^^^^ recursive-lock: &data->alarm->lock is taken by alarm_enable() while it is held already, since spin_lock()
    spin_unlock(&data->alarm->lock);
    return IRQ_HANDLED;
}

// Down to the client, and up again.

struct sensor {
    struct mutex lock;
    int value;
};

static int sensor_read(struct i2c_client *client)
{
    struct sensor *sensor = i2c_get_clientdata(client);
    int value;

    mutex_lock(&sensor->lock);
    //         ~~~~~~~~~~~~~ recursive-lock: process: takes &sensor->lock again with mutex_lock()
    value = sensor->value;
    mutex_unlock(&sensor->lock);
    return value;
}

static int sensor_show(struct device *dev)
{
    struct sensor *sensor = dev_get_drvdata(dev);
    int value;

    mutex_lock(&sensor->lock);
    value = sensor_read(to_i2c_client(dev));
    //      ^^^^^^^^^^^ recursive-lock: &sensor->lock is taken by sensor_read() while it is held already, since mutex_lock()
    mutex_unlock(&sensor->lock);
    return value;
}

// What a work item lies in is found by its function, which is called as well.

struct link {
    struct mutex lock;
    struct work_struct work;
    int up;
};

static void link_work(struct work_struct *work)
{
    struct link *link = container_of(work, struct link, work);

    mutex_lock(&link->lock);
    //         ~~~~~~~~~~~ recursive-lock: process: takes &link->lock again with mutex_lock()
    link->up = 1;
    mutex_unlock(&link->lock);
}

void link_flush(struct link *link)
{
    mutex_lock(&link->lock);
    if (!link->up)
        link_work(&link->work);
//      ^^^^^^^^^ recursive-lock: &link->lock is taken by link_work() while it is held already, since mutex_lock()
    mutex_unlock(&link->lock);
}
