#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct radio {
    spinlock_t lock;
    struct work_struct work;
    int frames;
};
