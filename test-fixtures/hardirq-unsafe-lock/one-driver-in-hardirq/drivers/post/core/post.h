#include <linux/list.h>
#include <linux/spinlock.h>

struct parcel {
    struct list_head list;
};

void post_parcel(struct parcel *parcel);
