#include "channel.h"

struct west_port {
    int slot;
    struct channel channel;
};

int west_probe(struct west_port *port)
{
    spin_lock_init(&port->channel.lock);
    return 0;
}
