#include "radio.h"

static irqreturn_t radio_hard(int irq, void *cookie)
{
    return IRQ_WAKE_THREAD;
}

static irqreturn_t radio_thread(int irq, void *cookie)
{
    struct radio *radio = cookie;

    mutex_lock(&radio->memory);
    radio->dumps++;
    mutex_unlock(&radio->memory);
    return IRQ_HANDLED;
}

int radio_request(struct radio *radio, int irq)
{
    return request_threaded_irq(irq, radio_hard, radio_thread, 0, "radio", radio);
}
