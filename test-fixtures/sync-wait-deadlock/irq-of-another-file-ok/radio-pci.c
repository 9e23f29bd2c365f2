// The line is waited for before the mutex is taken.
#include "radio.h"

void radio_quiet(struct radio *radio)
{
    int irq = radio->pdev->irq;

    disable_irq(irq);
}

void radio_reset(struct radio *radio)
{
    radio_quiet(radio);
    mutex_lock(&radio->memory);
    radio->dumps = 0;
    mutex_unlock(&radio->memory);
}
