#include <net/sock.h>

struct sock { int sk_state; socket_lock_t sk_lock; };
struct raw_sock { struct sock sk; };
struct link_sock { struct sock sk; struct link_device *device; };
struct link_device { struct mutex mutex; int is_up; };
