// GFP_ATOMIC inside, GFP_KERNEL outside; SRCU readers may sleep.
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/srcu.h>

struct station {
    int id;
    void *scan;
};

DEFINE_STATIC_SRCU(stations_srcu);

int station_notify(struct station __rcu **stations, int id)
{
    struct station *station;
    void *scan = kzalloc(128, GFP_KERNEL);
    int idx;

    rcu_read_lock();
    station = rcu_dereference(stations[id]);
    if (station)
        station->scan = kzalloc(128, GFP_ATOMIC);
    rcu_read_unlock();

    idx = srcu_read_lock(&stations_srcu);
    station = srcu_dereference(stations[id], &stations_srcu);
    if (station)
        station->scan = kzalloc(128, GFP_KERNEL);
    srcu_read_unlock(&stations_srcu, idx);
    kfree(scan);
    return 0;
}
