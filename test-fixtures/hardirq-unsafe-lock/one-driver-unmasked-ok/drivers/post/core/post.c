// Drivers call this with hardirqs off.
#include "post.h"

static DEFINE_SPINLOCK(post_lock);
static LIST_HEAD(parcels);

void post_parcel(struct parcel *parcel)
{
    spin_lock(&post_lock);
    list_add(&parcel->list, &parcels);
    spin_unlock(&post_lock);
}
