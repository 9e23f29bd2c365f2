// The callback of a struct within the elements of an array.
#include <linux/leds.h>
#include <linux/mutex.h>

struct lamp {
    struct led_classdev led;
    int channel;
};

static DEFINE_MUTEX(lamp_mutex);

static void lamp_set(struct led_classdev *led, enum led_brightness value)
{
    mutex_lock(&lamp_mutex);
//  ^^^^^^^^^^ sleep-in-atomic: mutex_lock() may sleep, and is reached in process context from lamp_set() (struct led_classdev.brightness_set)
    mutex_unlock(&lamp_mutex);
}

static struct lamp lamps[] = {
    {
        .led = {
            .brightness_set = lamp_set,
        },
        .channel = 1,
    },
};

int lamp_register(struct device *dev)
{
    return led_classdev_register(dev, &lamps[0].led);
}
