#include "radio.h"

static void radio_clean(struct work_struct *work)
{
    struct radio *radio = container_of(work, struct radio, work);

    spin_lock_bh(&radio->lock);
    //           ^^^^^^^^^^^^ hardirq-unsafe-lock: struct radio.lock is taken here with hardirqs on (spin_lock_bh), and in hardirq by radio_complete()
    radio->frames = 0;
    spin_unlock_bh(&radio->lock);
}

void radio_setup(struct radio *radio)
{
    INIT_WORK(&radio->work, radio_clean);
}
