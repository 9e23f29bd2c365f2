#include <linux/input.h>
#include "serial.h"

struct micro_keys {
    struct micro *micro;
    struct input_dev *input;
};

static void micro_key(void *data, int code)
{
    report_key(data, code);
}

static int keys_open(struct input_dev *input)
{   // ctx: process
    struct micro_keys *keys = input_get_drvdata(input);

    guard(spinlock_irq)(&keys->micro->lock);
    keys->micro->on_key = micro_key;
    keys->micro->data = keys;
    return 0;
}

static int keys_probe(struct platform_device *pdev)
{
    struct input_dev *input = devm_input_allocate_device(&pdev->dev);

    input->open = keys_open;
    return input_register_device(input);
}

static struct platform_driver keys_driver = {
    .probe = keys_probe,
};
