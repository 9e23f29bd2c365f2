// Each disable is counted: the inner enable unmasks nothing.
#include <linux/interrupt_rc.h>

void meter_read(struct meter *meter)
{
    local_interrupt_disable();
    local_interrupt_disable();
    meter->reads++;
    local_interrupt_enable();
    local_interrupt_enable();
}
