// Data of one's own device and of its parent are two; the first of a list is not what the list's head lies in.

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
    data->alarm->enabled = enabled;
    spin_unlock_irqrestore(&data->alarm->lock, flags);
}

static irqreturn_t alarm_interrupt(int irq, void *dev_id)
{
    struct platform_device *pdev = dev_id;
    struct rtc_data *data = platform_get_drvdata(pdev);

    spin_lock(&data->alarm->lock);
    data->alarm->enabled = 0;
    spin_unlock(&data->alarm->lock);
    alarm_enable(&pdev->dev, 0);
    return IRQ_HANDLED;
}

struct sensor {
    struct mutex lock;
    int value;
};

static int sensor_read(struct i2c_client *client)
{
    struct sensor *sensor = i2c_get_clientdata(client);

    lockdep_assert_held(&sensor->lock);
    return sensor->value;
}

static int sensor_show(struct device *dev)
{
    struct sensor *sensor = dev_get_drvdata(dev);
    int value;

    mutex_lock(&sensor->lock);
    value = sensor_read(to_i2c_client(dev));
    mutex_unlock(&sensor->lock);
    return value;
}

struct job {
    struct mutex lock;
    struct list_head list;
};

void job_pass_on(struct job *job)
{
    struct job *first;

    mutex_lock(&job->lock);
    first = list_first_entry(&job->list, struct job, list);
    mutex_lock_nested(&first->lock, SINGLE_DEPTH_NESTING);
    mutex_unlock(&first->lock);
    mutex_unlock(&job->lock);
}

static void job_lock(struct job *job)
{
    mutex_lock(&job->lock);
    mutex_unlock(&job->lock);
}

void job_lock_first(struct job *job)
{
    mutex_lock(&job->lock);
    job_lock(list_first_entry(&job->list, struct job, list));
    mutex_unlock(&job->lock);
}
