// The line is requested in one file of the driver by a number that it is given, and waited for in another.
#include "radio.h"

void radio_quiet(struct radio *radio)
{
    int irq = radio->pdev->irq;

    disable_irq(irq);
    //          ^^^ sync-wait-deadlock: disable_irq() waits here for radio_thread(), which takes struct radio.memory, held since mutex_lock()
}

void radio_reset(struct radio *radio)
{
    mutex_lock(&radio->memory);
    radio_quiet(radio);
    radio->dumps = 0;
    mutex_unlock(&radio->memory);
}
