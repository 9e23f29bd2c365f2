#include "port.h"

static inline bool port_is_console(struct port *port)
{
    return port->line == port->console_line;
}
