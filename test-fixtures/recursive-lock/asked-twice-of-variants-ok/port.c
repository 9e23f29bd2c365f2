// Which body the question has depends on the configuration, and each only computes.
#include <linux/mutex.h>
#ifdef CONFIG_PORT_CONSOLE
#include "console.h"
#else
#include "no-console.h"
#endif

static void port_note(struct port *port)
{
    mutex_lock(&port->lock);
    port->speed++;
    mutex_unlock(&port->lock);
}

void port_configure(struct port *port)
{
    if (port_is_console(port))
        mutex_lock(&port->lock);
    port->speed = 0;
    if (!port_is_console(port))
        port_note(port);
    if (port_is_console(port))
        mutex_unlock(&port->lock);
}
