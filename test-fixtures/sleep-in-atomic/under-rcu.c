// GFP_KERNEL inside an RCU read-side section.
#include <linux/rcupdate.h>
#include <linux/slab.h>

struct station {
    int id;
    void *scan;
};

int station_notify(struct station __rcu **stations, int id)
{
    struct station *station;

    rcu_read_lock();
    station = rcu_dereference(stations[id]);
    if (station)
        station->scan = kzalloc(128, GFP_KERNEL);
        //              ^^^^^^^ sleep-in-atomic: …
    rcu_read_unlock();
    return 0;
}
